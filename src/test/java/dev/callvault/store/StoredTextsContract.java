package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallBody;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.content.Content;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.forget.StoredTexts;
import dev.callvault.store.forget.StoredTexts.StoredBody;
import dev.callvault.store.forget.StoredTexts.StoredLine;
import dev.callvault.store.listing.Rows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link StoredTexts}, for every implementation. */
public abstract class StoredTextsContract extends StoreContract {
    private List<StoredBody> bodies(Optional<LogId> after, long bytes) {
        return store.texts().bodies(account.id(), after, bytes);
    }

    private static List<Long> ids(List<StoredBody> bodies) {
        return bodies.stream().map(it -> it.logId().value()).toList();
    }

    private static String text(StoredBody stored) {
        return new String(stored.body().content().bytes(), StandardCharsets.UTF_8);
    }

    private void threeLogs() {
        save(List.of(call(3, T - 30), call(2, T - 20), call(1, T - 10)));
        settle(it -> new BodyOutcome.Archived(it, body("0123456789")), 2);
        settle(it -> new BodyOutcome.Quarantined(it, body("<html>"), "HTML", NOW), 1);
    }

    @Test
    void logs_come_by_their_ids_in_batches_of_about_so_many_bytes_or_one_log() {
        threeLogs();

        assertThat(ids(bodies(Optional.empty(), 1))).containsExactly(1L);
        assertThat(ids(bodies(Optional.empty(), 6))).containsExactly(1L);
        assertThat(ids(bodies(Optional.empty(), 7))).containsExactly(1L, 2L);
        assertThat(ids(bodies(Optional.of(new LogId(1)), 100))).containsExactly(2L, 3L);
        assertThat(bodies(Optional.of(new LogId(3)), 100)).isEmpty();
        assertThat(bodies(Optional.empty(), 1).getFirst()).satisfies(it -> {
            assertThat(it.isQuarantined()).isTrue();
            assertThat(it.startedAt()).isEqualTo(at(T - 10));
            assertThat(text(it)).isEqualTo("<html>");
            assertThat(it.body().location()).isEqualTo("Boston");
        });
    }

    @Test
    void a_log_is_replaced_with_its_hash_and_its_counts() {
        threeLogs();

        store.texts().replace(account.id(), List.of(new StoredBody(new LogId(2), at(T - 20), masked(), false)));

        StoredBody replaced = bodies(Optional.of(new LogId(1)), 1).getFirst();
        assertThat(text(replaced)).isEqualTo("**********");
        assertThat(replaced.body().redactions()).isEqualTo(Map.of("card-number", 1));
        assertThat(store.bodyProofs().hash(account.id(), 9).damaged()).isEmpty();
        assertThat(text(bodies(Optional.of(new LogId(2)), 1).getFirst())).isEqualTo("0123456789");
    }

    @Test
    void what_has_come_or_gone_meanwhile_is_left() {
        threeLogs();

        store.texts()
                .replace(
                        account.id(),
                        List.of(
                                new StoredBody(new LogId(1), at(T - 10), masked(), false),
                                new StoredBody(new LogId(2), at(T - 20), masked(), true),
                                new StoredBody(new LogId(9), at(T - 20), masked(), false)));

        assertThat(bodies(Optional.empty(), 100).stream().map(StoredTextsContract::text))
                .containsExactly("<html>", "0123456789", "0123456789");
    }

    private static CallBody masked() {
        return new CallBody(
                Content.of("**********".getBytes(StandardCharsets.UTF_8)), "Boston", Map.of("card-number", 1));
    }

    private List<StoredLine> lines(Optional<StoredLine> after, int most) {
        return store.texts().lines(account.id(), LogStream.SESSIONS, after.flatMap(StoredLine::at), most);
    }

    @Test
    void lines_come_earliest_first_and_those_of_one_time_together() {
        save(sessions(
                session("6175550104", T - 10),
                session("6175550101", T - 30),
                session("6175550101", T - 30),
                session("6175550103", T - 20),
                "garbled"));

        List<StoredLine> first = lines(Optional.empty(), 1);
        assertThat(first).extracting(it -> it.at().orElseThrow()).containsExactly(at(T - 30), at(T - 30));
        assertThat(first).extracting(it -> it.key().occurrence()).containsExactlyInAnyOrder(1, 2);
        List<StoredLine> rest = lines(Optional.of(first.getLast()), 9);
        assertThat(rest).extracting(it -> it.at().orElseThrow()).containsExactly(at(T - 20), at(T - 10));
        assertThat(lines(Optional.of(rest.getLast()), 9)).isEmpty();
        assertThat(store.texts().timelessLines(account.id(), LogStream.SESSIONS))
                .extracting(it -> it.raw().text())
                .containsExactly("garbled");
        assertThat(store.texts().timelessLines(account.id(), LogStream.ERRORS)).isEmpty();
    }

    @Test
    void lines_are_replaced_by_others_and_one_that_is_there_already_stays_one() {
        Rows.Sessions old = sessions(session("6175550101", T - 30), session("6175550102", T - 20));
        save(old);
        List<LineKey> keys = old.list().stream().map(it -> it.key()).toList();
        Rows.Sessions other = sessions(session("6175550109", T - 30), session("6175550102", T - 20));

        store.texts().replace(account.id(), keys.subList(0, 1), other);

        assertThat(lines(Optional.empty(), 9))
                .extracting(it -> it.raw().text())
                .containsExactly(session("6175550109", T - 30), session("6175550102", T - 20));
    }

    @Test
    void lines_that_are_gone_meanwhile_bring_no_others() {
        Rows.Sessions other = sessions(session("6175550109", T - 30));

        store.texts().replace(account.id(), List.of(new LineKey("00".repeat(32), 1)), other);

        assertThat(lines(Optional.empty(), 9)).isEmpty();
    }

    @Test
    void errors_are_read_and_replaced_alike() {
        String line = "error 6175550101 000 [20/Nov/2026:14:59:00 -0500] 8005550142 100001;000;1795204700 pin 1234";
        Rows.Errors old = errors(line, "garbled");
        save(old);

        store.texts()
                .replace(
                        account.id(),
                        old.list().stream().map(it -> it.key()).toList(),
                        errors(line.replace("1234", "****"), "g*rbled"));

        assertThat(store.texts().lines(account.id(), LogStream.ERRORS, Optional.empty(), 9))
                .extracting(it -> it.raw().text())
                .containsExactly(line.replace("1234", "****"));
        assertThat(store.texts().timelessLines(account.id(), LogStream.ERRORS))
                .extracting(it -> it.raw().text())
                .containsExactly("g*rbled");
    }
}
