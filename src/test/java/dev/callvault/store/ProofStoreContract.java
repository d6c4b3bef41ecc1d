package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.Account;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.proof.ProofStore;
import dev.callvault.store.proof.SpanRows;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link ProofStore}, for every implementation. */
public abstract class ProofStoreContract extends StoreContract {
    @Test
    void each_span_stands_beside_the_rows_that_are_there() {
        save(
                List.of(call(1, T - 100), call(2, T - 81), call(3, T - 80), call(4, T - 20)),
                proven(T - 100, T - 80, 5),
                unproven(T - 80, T - 60, 7));

        assertThat(store.proofs().spans(account.id(), LogStream.CALLS))
                .containsExactly(
                        new SpanRows(proven(T - 100, T - 80, 5), 2), new SpanRows(unproven(T - 80, T - 60, 7), 1));
        assertThat(store.proofs().spans(account.id(), LogStream.ERRORS)).isEmpty();
    }

    @Test
    void another_account_s_rows_are_not_counted() {
        save(List.of(call(1, T - 90)), proven(T - 100, T, 1));
        Account other = store.accounts()
                .register(
                        "other",
                        new ProviderLogin(URI.create("https://example.com/ws"), "other"),
                        ZoneId.of("America/New_York"),
                        NOW);
        store.listings()
                .save(
                        other.id(),
                        new Listing(
                                new Rows.Calls(List.of(call(1, T - 90), call(2, T - 80))),
                                List.of(proven(T - 100, T, 2)),
                                NOW));

        assertThat(store.proofs().spans(account.id(), LogStream.CALLS))
                .extracting(SpanRows::rows)
                .containsExactly(1L);
        assertThat(store.proofs().spans(other.id(), LogStream.CALLS))
                .extracting(SpanRows::rows)
                .containsExactly(2L);
        assertThat(store.proofs().calls(account.id(), new TimeWindow(T - 100, T), List.of(new LogId(2))))
                .containsExactly(call(1, T - 90));
    }

    @Test
    void lines_without_a_time_are_in_no_span_and_counted_by_themselves() {
        save(sessions(session("6175550101", T - 90), "garbled"), proven(T - 100, T, 2));

        assertThat(store.proofs().spans(account.id(), LogStream.SESSIONS))
                .extracting(SpanRows::rows)
                .containsExactly(1L);
        assertThat(store.proofs().untimed(account.id(), LogStream.SESSIONS)).isOne();
        assertThat(store.proofs().untimed(account.id(), LogStream.ERRORS)).isZero();
        assertThat(store.proofs().untimed(account.id(), LogStream.CALLS)).isZero();
    }

    @Test
    void calls_of_a_window_and_those_that_are_named_are_given_once_each() {
        save(List.of(call(1, T - 100), call(2, T - 90), call(3, T - 80)));

        assertThat(store.proofs()
                        .calls(
                                account.id(),
                                new TimeWindow(T - 95, T - 80),
                                List.of(new LogId(1), new LogId(2), new LogId(9))))
                .containsExactlyInAnyOrder(call(1, T - 100), call(2, T - 90));
    }

    @Test
    void lines_of_a_window_and_those_that_are_named_are_given_by_their_keys() {
        Rows.Sessions lines = sessions(
                session("6175550101", T - 100),
                session("6175550102", T - 90),
                session("6175550103", T - 80),
                "garbled");
        save(lines);
        List<SessionLine> each = lines.list();

        assertThat(store.proofs()
                        .lines(
                                account.id(),
                                LogStream.SESSIONS,
                                new TimeWindow(T - 95, T - 80),
                                List.of(each.get(0).key(), each.get(3).key())))
                .containsOnlyKeys(
                        each.get(0).key(), each.get(1).key(), each.get(3).key())
                .containsEntry(each.get(3).key(), each.get(3).raw());
    }

    @Test
    void errors_are_found_by_the_time_at_which_they_happened() {
        Rows.Errors lines = errors(
                "error 6175550101 000 [20/Nov/2026:14:59:00 -0500] 8005550142 100001;000;1795204700 errno: 210",
                "error 6175550101 000 [20/Nov/2026:14:59:10 -0500] 8005550142 100001;000;1795204700 errno: 210");
        save(lines, proven(T - 60, T - 50, 1));
        ErrorLine first = lines.list().getFirst();

        assertThat(store.proofs().lines(account.id(), LogStream.ERRORS, new TimeWindow(T - 60, T - 50), List.of()))
                .containsOnlyKeys(first.key());
        assertThat(store.proofs().spans(account.id(), LogStream.ERRORS))
                .extracting(SpanRows::rows)
                .containsExactly(1L);
    }

    @Test
    void what_nobody_deleted_is_not_forgotten() {
        save(List.of(call(1, T - 90)));

        assertThat(store.proofs().forgotten(account.id(), new Rows.Calls(List.of(call(1, T - 90), call(2, T - 80)))))
                .isEmpty();
        assertThat(store.proofs().forgotten(account.id(), sessions(session("6175550101", T - 90))))
                .isEmpty();
        assertThat(store.proofs().forgotten(account.id(), errors("garbled"))).isEmpty();
    }
}
