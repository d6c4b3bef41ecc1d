package dev.callvault.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.SmallArchive;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.refine.Lines;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.verify.Comparison.Difference;
import dev.callvault.verify.Comparison.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowComparisonTest {
    private static final long T = SmallArchive.T;
    private static final TimeWindow HOUR = new TimeWindow(T - 3600, T);

    private final SmallArchive here = new SmallArchive();
    private final RowComparison rows = new RowComparison(here.ports.proofs(), here.account.id());

    private void stored(Rows listed) {
        here.ports.listings().save(here.account.id(), new Listing(listed, List.of(), here.now));
    }

    private CallSummary call(long id, long at) {
        return here.provider.call(id, at);
    }

    private static CallSummary moved(CallSummary call, long at) {
        return new CallSummary(
                call.logId(),
                call.sessionId(),
                call.direction(),
                call.dest(),
                call.src(),
                Instant.ofEpochSecond(at),
                call.endedAt());
    }

    private static CallSummary longer(CallSummary call) {
        return new CallSummary(
                call.logId(),
                call.sessionId(),
                call.direction(),
                call.dest(),
                call.src(),
                call.startedAt(),
                call.startedAt().plusSeconds(90));
    }

    @Test
    void calls_that_are_here_as_they_are_there_do_not_differ() {
        stored(new Rows.Calls(List.of(call(1, T - 60), call(2, T - 50))));

        assertThat(rows.of(HOUR, new Rows.Calls(List.of(call(2, T - 50), call(1, T - 60))), true))
                .isEqualTo(new Comparison(2, List.of(), 0));
    }

    @Test
    void a_call_that_is_not_here_is_missing_and_one_with_other_values_is_different() {
        stored(new Rows.Calls(List.of(call(1, T - 60), call(2, T - 50))));

        Comparison found =
                rows.of(HOUR, new Rows.Calls(List.of(longer(call(1, T - 60)), call(2, T - 50), call(3, T - 40))), true);

        assertThat(found)
                .isEqualTo(new Comparison(
                        3,
                        List.of(
                                new Difference(Kind.DIFFERENT, "1", Optional.of(Instant.ofEpochSecond(T - 60))),
                                new Difference(Kind.MISSING, "3", Optional.of(Instant.ofEpochSecond(T - 40)))),
                        0));
    }

    @Test
    void a_call_that_is_stored_under_another_time_is_different_and_not_missing() {
        stored(new Rows.Calls(List.of(moved(call(1, T - 60), T - 90_000))));

        assertThat(rows.of(HOUR, new Rows.Calls(List.of(call(1, T - 60))), true).differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.DIFFERENT);
    }

    @Test
    void another_call_under_the_log_id_of_a_stored_one_is_missing() {
        stored(new Rows.Calls(List.of(call(1, T - 90_000))));

        assertThat(rows.of(HOUR, new Rows.Calls(List.of(call(1, T - 60))), true))
                .isEqualTo(new Comparison(
                        1, List.of(new Difference(Kind.MISSING, "1", Optional.of(Instant.ofEpochSecond(T - 60)))), 1));
    }

    @Test
    void what_only_the_archive_has_is_extra_if_the_listing_was_whole() {
        stored(new Rows.Calls(List.of(call(1, T - 60), call(2, T - 50), call(3, T - 4000))));
        Rows listed = new Rows.Calls(List.of(call(2, T - 50)));

        assertThat(rows.of(HOUR, listed, true)).isEqualTo(new Comparison(1, List.of(), 1));
        assertThat(rows.of(HOUR, listed, false)).isEqualTo(new Comparison(1, List.of(), 0));
    }

    @Test
    void what_was_deleted_on_purpose_is_not_missing() {
        CallSummary call = call(1, T - 60);
        stored(new Rows.Calls(List.of(call)));
        here.kept().forget(LogStream.CALLS, call.logId());

        assertThat(rows.of(HOUR, new Rows.Calls(List.of(call, call(2, T - 50))), true)
                        .differences())
                .extracting(Difference::row)
                .containsExactly("2");
    }

    private Rows.Sessions sessions(String... lines) {
        return new Rows.Sessions(new Lines(here.account.zone())
                .sessions(Stream.of(lines).map(it -> new RawLine(it, false)).toList()));
    }

    private Rows.Errors errors(String... lines) {
        return new Rows.Errors(new Lines(here.account.zone())
                .errors(Stream.of(lines).map(it -> new RawLine(it, false)).toList(), it -> List.of()));
    }

    private String line(String caller, long at) {
        here.provider.session(caller, at);
        return here.provider.sessions.getLast().text();
    }

    private String error(String message, long at) {
        here.provider.error(message, at);
        return here.provider.errors.getLast().text();
    }

    @Test
    void lines_are_told_apart_by_their_hash_and_their_number_among_identical_ones() {
        String line = line("6175550101", T - 60);
        stored(sessions(line));
        Rows.Sessions listed = sessions(line, line);
        SessionLine second = listed.list().get(1);

        assertThat(rows.of(HOUR, listed, true))
                .isEqualTo(new Comparison(
                        2,
                        List.of(new Difference(
                                Kind.MISSING, second.key().hash() + " 2", Optional.of(Instant.ofEpochSecond(T - 60)))),
                        0));
    }

    @Test
    void a_line_whose_printed_offset_has_changed_is_the_same_line() {
        String line = line("6175550101", T - 60);
        stored(sessions(line));

        assertThat(rows.of(HOUR, sessions(line.replace("-0500]", "-0400]")), true))
                .isEqualTo(new Comparison(1, List.of(), 0));
    }

    @Test
    void sessions_and_errors_of_other_times_are_not_extra() {
        String early = line("6175550101", T - 9000);
        String late = line("6175550102", T - 60);
        stored(sessions(early, late));
        stored(errors(error("errno: 210", T - 60), error("errno: 211", T - 9000)));

        assertThat(rows.of(HOUR, sessions(late), true)).isEqualTo(new Comparison(1, List.of(), 0));
        assertThat(rows.of(HOUR, errors(error("errno: 210", T - 60)), true)).isEqualTo(new Comparison(1, List.of(), 0));
        assertThat(rows.of(HOUR, errors(), true)).isEqualTo(new Comparison(0, List.of(), 1));
    }

    @Test
    void a_line_without_a_time_is_found_by_its_key() {
        stored(errors("garbled"));

        assertThat(rows.of(HOUR, errors("garbled", "more of it"), true)).satisfies(it -> {
            assertThat(it.compared()).isEqualTo(2);
            assertThat(it.extra()).isZero();
            assertThat(it.differences()).singleElement().satisfies(row -> {
                assertThat(row.kind()).isEqualTo(Kind.MISSING);
                assertThat(row.at()).isEmpty();
            });
        });
    }

    @Test
    void two_comparisons_add_up() {
        Difference one = new Difference(Kind.MISSING, "1", Optional.empty());
        Difference two = new Difference(Kind.DIFFERENT, "2", Optional.empty());

        assertThat(new Comparison(3, List.of(one), 4).plus(new Comparison(10, List.of(two), 20)))
                .isEqualTo(new Comparison(13, List.of(one, two), 24));
    }
}
