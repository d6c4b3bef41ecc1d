package dev.callvault.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.SmallArchive;
import dev.callvault.archive.SmallProvider;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.call.UnreadRow;
import dev.callvault.content.Content;
import dev.callvault.refine.RedactionRule;
import dev.callvault.refine.Redactor;
import dev.callvault.source.CallService;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.memory.MemoryAccount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An archive that was filled without redaction and is redacted afterwards. */
class RedactRunTest {
    private static final long T = SmallArchive.T;
    private static final String CARD = "4111111111111111";
    private static final String STARS = "****************";

    private final SmallArchive here = new SmallArchive();
    private final SmallProvider provider = here.provider;

    @BeforeEach
    void unredacted() {
        here.redactor = Redactor.NONE;
        provider.call(1, T - 7200);
        provider.call(2, T - 7100);
        provider.call(3, T - 7000);
        provider.logs.put(new LogId(2), "typed " + CARD + " and 5555555555554444");
        provider.trouble = request -> request.service() == CallService.LOG
                        && request.log().orElseThrow().equals(new LogId(3))
                ? Optional.of(new SourceFailure.Unreadable(
                        "HTML", Content.of(("<p>" + CARD + "</p>").getBytes(StandardCharsets.UTF_8)), null))
                : Optional.empty();
        provider.session("6175550101", T - 7200);
        provider.session(CARD, T - 7100);
        provider.error("errno: 210", T - 7200);
        provider.error("said " + CARD, T - 7100);
        provider.error("said " + CARD, T - 7100);
        provider.errors.add(new SmallProvider.Line(T - 7000, "garbled " + CARD));
        here.archive();
    }

    private RedactionReport redact(Redactor redactor, boolean isTrial) {
        return new RedactRun(here.account, here.ports.texts(), here.ports.sessionTimes(), redactor, isTrial).run();
    }

    private List<String> errors() {
        return here.kept().errors().values().stream().map(it -> it.raw().text()).toList();
    }

    @Test
    void everything_that_is_stored_is_redacted_and_counted() {
        RedactionReport report = redact(Redactor.CARDS, false);

        assertThat(report.account()).isEqualTo("default");
        assertThat(report.rows()).isEqualTo(Map.of("bodies", 1L, "quarantine", 1L, "sessions", 1L, "errors", 3L));
        assertThat(report.rules())
                .isEqualTo(Map.of(
                        "bodies", Map.of("card-number", 2L),
                        "quarantine", Map.of("card-number", 1L),
                        "sessions", Map.of("card-number", 1L),
                        "errors", Map.of("card-number", 3L)));
        assertThat(report.logIds()).containsExactly(new LogId(2), new LogId(3));
        assertThat(here.log(1)).isEqualTo("log of call 1");
        assertThat(here.log(2)).isEqualTo("typed " + STARS + " and " + STARS);
        assertThat(here.log(3)).isEqualTo("<p>" + STARS + "</p>");
        assertThat(errors()).hasSize(4).noneMatch(it -> it.contains(CARD)).contains("garbled " + STARS);
        assertThat(here.kept().sessions().values())
                .extracting(SessionLine::ani)
                .containsExactlyInAnyOrder("6175550101", STARS);
    }

    @Test
    void a_trial_counts_and_changes_nothing() {
        RedactionReport trial = redact(Redactor.CARDS, true);

        assertThat(here.log(2)).contains(CARD);
        assertThat(errors()).anyMatch(it -> it.endsWith("said " + CARD));
        RedactionReport real = redact(Redactor.CARDS, false);
        assertThat(trial.rows()).isEqualTo(real.rows());
        assertThat(trial.rules()).isEqualTo(real.rules());
        assertThat(trial.logIds()).isEqualTo(real.logIds());
    }

    @Test
    void what_is_redacted_already_is_not_redacted_again() {
        redact(Redactor.CARDS, false);

        RedactionReport again = redact(Redactor.CARDS, false);

        assertThat(again.rows()).isEmpty();
        assertThat(again.rules()).isEmpty();
        assertThat(again.logIds()).isEmpty();
    }

    @Test
    void another_rule_counts_only_what_it_finds_itself() {
        redact(Redactor.CARDS, false);
        Redactor both = new Redactor(true, List.of(RedactionRule.of("verb", "typed|said", "***")));

        RedactionReport report = redact(both, false);

        assertThat(report.rows()).isEqualTo(Map.of("bodies", 1L, "errors", 2L));
        assertThat(report.rules().get("bodies")).containsEntry("verb", 1L);
        assertThat(Objects.requireNonNull(report.rules().get("bodies")).getOrDefault("card-number", 0L))
                .isZero();
    }

    @Test
    void listing_redacted_lines_again_adds_nothing() {
        redact(Redactor.CARDS, false);
        here.redactor = Redactor.CARDS;
        int errors = here.kept().errors().size();

        here.runs().sweep(LogStream.ERRORS, Duration.ZERO);
        here.runs().sweep(LogStream.SESSIONS, Duration.ZERO);

        assertThat(here.kept().errors()).hasSize(errors);
        assertThat(here.kept().sessions()).hasSize(2);
    }

    @Test
    void more_lines_than_a_batch_holds_are_all_redacted() {
        for (int i = 0; i < 5100; i++) {
            provider.error("said " + CARD, T - 6000 + i / 10);
        }
        here.now = here.now.plusSeconds(60);
        here.archive();

        redact(Redactor.CARDS, false);

        assertThat(errors()).hasSize(5104).noneMatch(it -> it.contains(CARD));
    }

    @Test
    void the_first_thousand_logs_are_named() {
        RedactionReport report = new RedactionReport("default");
        for (long id = 0; id < 1001; id++) {
            report.log(new LogId(id));
        }

        assertThat(report.logIds()).hasSize(1000).startsWith(new LogId(0)).endsWith(new LogId(999));
    }

    @Test
    void another_account_s_records_stay_as_they_are() {
        SmallArchive beside = here.beside("second");
        beside.redactor = Redactor.NONE;
        beside.provider.call(2, T - 7100);
        beside.provider.logs.put(new LogId(2), CARD);
        beside.archive();

        redact(Redactor.CARDS, false);

        assertThat(beside.log(2)).isEqualTo(CARD);
        MemoryAccount other = beside.kept();
        assertThat(other.bodies()).hasSize(1);
    }

    private void unread(String text, String reason) {
        TimeWindow second = new TimeWindow(T - 6000, T - 5999);
        Doubt doubt = new Doubt(
                "a row cannot be read: " + reason, List.of(new UnreadRow(text, reason, OptionalLong.of(T - 6000))));
        here.ports
                .listings()
                .save(
                        here.account.id(),
                        new Listing(
                                new Rows.Calls(List.of()),
                                List.of(new CoverageSpan(second, 1, false)),
                                here.now,
                                Optional.of(doubt)));
    }

    private List<KeptUnread> unread() {
        return here.ports.status().unread(here.account.id());
    }

    @Test
    void a_row_that_could_not_be_read_is_redacted_with_the_reason_that_quotes_it() {
        unread("{\"src\":\"" + CARD + "\"}", "src is no number: " + CARD);

        RedactionReport report = redact(Redactor.CARDS, false);

        assertThat(unread()).singleElement().satisfies(it -> {
            assertThat(it.text()).isEqualTo("{\"src\":\"" + STARS + "\"}");
            assertThat(it.reason()).isEqualTo("src is no number: " + STARS);
        });
        assertThat(report.rows()).containsEntry("unread_rows", 1L);
        assertThat(report.rules()).containsKey("unread_rows");
    }

    @Test
    void a_trial_counts_such_a_row_and_leaves_it() {
        unread("{\"src\":\"" + CARD + "\"}", "src is no number");

        RedactionReport trial = redact(Redactor.CARDS, true);

        assertThat(trial.rows()).containsEntry("unread_rows", 1L);
        assertThat(unread()).extracting(KeptUnread::text).containsExactly("{\"src\":\"" + CARD + "\"}");
    }

    @Test
    void such_a_row_without_anything_to_redact_is_neither_counted_nor_changed() {
        unread("{\"src\":7}", "src is no number");

        assertThat(redact(Redactor.CARDS, false).rows()).doesNotContainKey("unread_rows");
        assertThat(unread()).extracting(KeptUnread::text).containsExactly("{\"src\":7}");
    }

    /** Only the session's own times show which of the two 01:30 it was. */
    @Test
    void an_error_of_the_hour_that_a_clock_change_repeats_keeps_its_time() {
        SmallArchive autumn = here.beside("autumn");
        autumn.redactor = Redactor.NONE;
        Instant second = Instant.parse("2026-11-01T06:30:00Z");
        long at = second.getEpochSecond();
        String session = "[01/Nov/2026:01:30:00 -0500] 8005550142 100001;000;" + (at - 7200);
        autumn.provider.sessions.add(new SmallProvider.Line(
                at, "inbound 6175550199 000 " + session + " " + at + " " + (at + 60) + " 00:01:00"));
        autumn.provider.errors.add(new SmallProvider.Line(at, "error 6175550199 000 " + session + " said " + CARD));
        autumn.archive();
        assertThat(autumn.kept().errors().values())
                .extracting(ErrorLine::occurredAt)
                .containsExactly(second);

        var unused = new RedactRun(autumn.account, here.ports.texts(), here.ports.sessionTimes(), Redactor.CARDS, false)
                .run();

        assertThat(autumn.kept().errors().values()).singleElement().satisfies(it -> {
            assertThat(it.raw().text()).endsWith("said " + STARS);
            assertThat(it.occurredAt()).isEqualTo(second);
            assertThat(it.ambiguousTime()).isFalse();
        });
    }
}
