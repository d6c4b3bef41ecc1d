package dev.callvault.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.SmallArchive;
import dev.callvault.archive.SmallProvider;
import dev.callvault.archive.listing.Audit.Difference;
import dev.callvault.archive.listing.Inquiry;
import dev.callvault.archive.listing.Remembered;
import dev.callvault.archive.listing.StreamSnapshot;
import dev.callvault.archive.listing.StreamSource;
import dev.callvault.call.CallSummary;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.refine.Lines;
import dev.callvault.source.CallService;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.proof.SpanRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamQuestionsTest {
    private static final long T = SmallArchive.T;
    private static final long OPEN = T - T % 3600 - 3600;
    private static final long HORIZON =
            SmallArchive.NOW.minus(Duration.ofHours(118)).getEpochSecond();

    private final SmallArchive here = new SmallArchive();
    private final SmallProvider provider = here.provider;
    private final StreamSource<CallSummary> streamSource = new StreamSource<>(
            LogStream.CALLS,
            provider::listCalls,
            CallSummary::logId,
            false,
            rows -> List.of(),
            Rows.Calls::new,
            rows -> List.of());

    private final List<CoverageSpan> spans = new ArrayList<>();

    private void listed(long from, long to, long total) {
        spans.add(new CoverageSpan(new TimeWindow(from, to), total, true));
    }

    private StreamSnapshot snapshot(LogStream stream) {
        List<SpanRows> rows =
                spans.stream().map(it -> new SpanRows(it, it.total())).toList();
        return StreamSnapshot.of(
                stream, new StreamSnapshot.Known(rows, 0, List.of(), Map.of()), SmallArchive.HOUR, SmallArchive.NOW);
    }

    private static <T> StreamQuestions<T> questions(StreamSource<T> streamSource) {
        return new StreamQuestions<>(new Inquiry<>(streamSource, question -> new Remembered(), SmallArchive.NOW));
    }

    private ProviderSnapshot totals() {
        return questions(streamSource).totals(snapshot(LogStream.CALLS), window -> spans);
    }

    private List<TimeWindow> asked() {
        return provider.windows(CallService.LOGS);
    }

    @Test
    void calls_are_asked_for_day_by_day_newest_first_and_then_the_open_window() {
        long day = 24 * 3600;
        listed(OPEN - 2 * day, OPEN - day, 0);
        listed(OPEN - day, OPEN, 0);
        listed(OPEN, T, 0);

        ProviderSnapshot answers = totals();

        assertThat(asked())
                .containsExactly(
                        new TimeWindow(OPEN - day, OPEN),
                        new TimeWindow(OPEN - 2 * day, OPEN - day),
                        new TimeWindow(OPEN, T));
        assertThat(answers).isEqualTo(new ProviderSnapshot(List.of(), Map.of(), 0, Optional.empty(), Map.of()));
    }

    @Test
    void lines_are_asked_for_by_the_year() {
        long day = 24 * 3600;
        listed(OPEN - 2 * day, OPEN - day, 0);
        listed(OPEN - day, OPEN, 0);
        StreamSource<RawLine> sessions = new StreamSource<>(
                LogStream.SESSIONS,
                provider::listSessions,
                Lines::identity,
                true,
                it -> List.of(),
                it -> new Rows.Sessions(List.of()),
                it -> List.of());

        var unused = questions(sessions).totals(snapshot(LogStream.SESSIONS), window -> spans);

        assertThat(provider.windows(CallService.SESSIONS))
                .containsExactly(new TimeWindow(OPEN - 2 * day, OPEN), new TimeWindow(OPEN, T));
    }

    @Test
    void a_difference_names_its_span_unless_somebody_has_listed_it_meanwhile() {
        listed(OPEN - 7200, OPEN - 3600, 0);
        listed(OPEN - 3600, OPEN, 0);
        provider.call(1, OPEN - 100);

        assertThat(totals().differences()).containsExactly(new Difference(spans.get(1), OptionalLong.of(1)));
        assertThat(questions(streamSource)
                        .totals(
                                snapshot(LogStream.CALLS),
                                window ->
                                        List.of(new CoverageSpan(window, 1, true), new CoverageSpan(window, 9, false)))
                        .differences())
                .as("unproven spans say nothing")
                .isEmpty();
    }

    @Test
    void what_the_open_window_holds_and_what_holes_hold_is_stated() {
        listed(OPEN - 7200, OPEN - 5000, 0);
        listed(OPEN - 3600, OPEN, 0);
        provider.call(1, OPEN - 4000);
        provider.call(2, OPEN - 3900);
        provider.call(3, T - 5);

        ProviderSnapshot answers = totals();

        assertThat(answers.open()).isOne();
        assertThat(answers.uncovered()).isEqualTo(Map.of(new TimeWindow(OPEN - 5000, OPEN - 3600), 2L));
    }

    @Test
    void a_hole_at_the_edge_that_is_refused_is_asked_for_a_little_later() {
        provider.call(1, HORIZON + 3000);
        provider.trouble = request ->
                request.list().filter(it -> it.window().from() < HORIZON + 60).isPresent()
                        ? Optional.of(new SourceFailure.Refused("too old"))
                        : Optional.empty();

        assertThat(totals().uncovered()).isEqualTo(Map.of(new TimeWindow(HORIZON, OPEN), 1L));
    }

    @Test
    void so_many_holes_are_asked_about_and_no_more() {
        for (long i = 0; i < 60; i++) {
            listed(HORIZON + i * 100, HORIZON + i * 100 + 50, 0);
        }
        listed(HORIZON + 6000, OPEN, 0);

        assertThat(totals().uncovered()).hasSize(50);
    }

    @Test
    void a_clock_that_stands_at_the_open_window_asks_for_nothing_in_it() {
        StreamSnapshot atOnce = new StreamSnapshot(List.of(), 0, List.of(), Map.of(), Set.of(), T, T, T);

        assertThat(questions(streamSource).totals(atOnce, window -> List.of()).open())
                .isZero();
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void rows_are_listed_and_compared_and_totals_kept() {
        provider.call(1, HORIZON + 3000);
        ProviderSnapshot totals =
                new ProviderSnapshot(List.of(), Map.of(new TimeWindow(1, 2), 3L), 4, Optional.empty(), Map.of());

        ProviderSnapshot answers = deep(totals);

        assertThat(answers.uncovered()).isEqualTo(totals.uncovered());
        assertThat(answers.open()).isEqualTo(4);
        assertThat(answers.doubts()).isEmpty();
        assertThat(answers.comparison().orElseThrow().differences())
                .extracting(Comparison.Difference::row)
                .containsExactly("1");
        assertThat(here.kept().calls()).as("nothing is written").isEmpty();
    }

    @Test
    void an_edge_that_is_refused_is_listed_a_little_later() {
        provider.call(1, HORIZON + 3000);
        provider.trouble = request ->
                request.list().filter(it -> it.window().from() < HORIZON + 60).isPresent()
                        ? Optional.of(new SourceFailure.Refused("too old"))
                        : Optional.empty();

        assertThat(deep(totals()).comparison().orElseThrow().compared()).isOne();
    }

    @Test
    void windows_that_contradict_themselves_are_named_and_their_rows_compared() {
        provider.call(1, T - 5);
        provider.wrongBy = request -> request.isAbout(T - 5) ? 1 : 0;

        ProviderSnapshot answers = deep(totals());

        assertThat(answers.doubts()).containsKey(new TimeWindow(T - 5, T - 4));
        assertThat(answers.comparison().orElseThrow().compared()).isOne();
        assertThat(answers.comparison().orElseThrow().extra()).isZero();
    }

    private ProviderSnapshot deep(ProviderSnapshot totals) {
        StreamSnapshot snapshot = snapshot(LogStream.CALLS);
        return questions(streamSource)
                .rows(snapshot, snapshot.retained(), new RowComparison(here.ports.proofs(), here.account.id()), totals);
    }

    @Test
    void a_contradiction_is_narrowed_down_to_its_second_when_looking_closely() {
        long bad = T - 40_000;
        provider.call(1, bad);
        provider.wrongBy = request -> request.isAbout(bad) ? -1 : 0;
        ProviderSnapshot none = new ProviderSnapshot(List.of(), Map.of(), 0, Optional.empty(), Map.of());

        ProviderSnapshot answers = questions(streamSource)
                .rows(
                        snapshot(LogStream.CALLS),
                        List.of(new TimeWindow(T - 86_400, T)),
                        new RowComparison(here.ports.proofs(), here.account.id()),
                        none);

        assertThat(answers.doubts()).containsOnlyKeys(new TimeWindow(bad, bad + 1));
    }
}
