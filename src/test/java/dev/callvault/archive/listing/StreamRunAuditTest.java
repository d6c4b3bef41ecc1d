package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.Heard;
import dev.callvault.archive.SmallArchive;
import dev.callvault.archive.SmallProvider;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.CallSummary;
import dev.callvault.call.Gap;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.CallService;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.UnprovenSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs over the calls of an archive that has them all. */
class StreamRunAuditTest {
    private static final long T = SmallArchive.T;
    private static final long DAY = 86_400;

    private final SmallArchive here = new SmallArchive();
    private final SmallProvider provider = here.provider;
    private final Heard heard = new Heard();

    @BeforeEach
    void archived() {
        provider.call(1, T - 2 * DAY);
        provider.call(2, T - DAY);
        here.archive();
        provider.asked.clear();
    }

    private StreamReport list() {
        return here.runs(heard).list(LogStream.CALLS, Duration.ZERO);
    }

    private static boolean isTotal(SmallProvider.Asked request) {
        return request.list().filter(it -> it.limit() == 1).isPresent();
    }

    private List<TimeWindow> totals() {
        return provider.asked.stream()
                .filter(StreamRunAuditTest::isTotal)
                .flatMap(it -> it.list().stream())
                .map(ListQuery::window)
                .toList();
    }

    private List<TimeWindow> unproven() {
        return here.ports.status().unproven(here.account.id()).stream()
                .map(UnprovenSpan::window)
                .toList();
    }

    private static TimeWindow second(long at) {
        return new TimeWindow(at, at + 1);
    }

    @Test
    void where_no_total_changed_one_question_is_asked_and_nobody_is_told() {
        list();

        assertThat(totals()).hasSize(1);
        assertThat(heard.ofKind("differed")).isEmpty();
    }

    @Test
    void a_total_that_changed_is_told_and_asked_about_until_it_agrees() {
        provider.call(9, T - 3 * DAY);

        list();

        assertThat(here.kept().calls()).containsKey(new LogId(9));
        assertThat(heard.ofKind("differed")).hasSize(1);
        assertThat(totals()).hasSizeGreaterThan(2);
        assertThat(totals().getLast()).as("all of it once more").isEqualTo(totals().getFirst());
    }

    @Test
    void a_total_that_never_agrees_is_given_up_after_three_times() {
        provider.wrongBy = request -> isTotal(request) ? 1 : 0;

        StreamReport report = list();

        assertThat(report.failure()).isEmpty();
        assertThat(heard.ofKind("differed")).hasSize(3);
    }

    @Test
    void what_the_run_has_only_just_listed_is_not_asked_about_again() {
        here.now = here.now.plus(Duration.ofDays(1));
        provider.call(9, T - 3 * DAY);

        list();

        assertThat(totals().getLast()).isEqualTo(totals().getFirst());
        assertThat(totals()).allMatch(it -> it.to() <= T);
        assertThat(here.kept().calls()).containsKey(new LogId(9));
    }

    @Test
    void a_call_that_took_another_s_place_is_kept_if_the_total_shows_it() {
        provider.calls.remove(new LogId(1));
        provider.call(9, T - 3 * DAY);
        provider.calls.remove(new LogId(2));
        provider.call(8, T - DAY);

        list();

        assertThat(heard.ofKind("differed")).isEmpty();
        assertThat(here.kept().calls()).containsKey(new LogId(8));
    }

    @Test
    void a_late_call_is_found_although_another_left_that_time_in_the_same_run() {
        CallSummary first = provider.call(3, T - 1000);
        list();
        here.now = here.now.plus(Duration.ofHours(1));
        provider.calls.put(
                first.logId(),
                new CallSummary(
                        first.logId(),
                        first.sessionId(),
                        first.direction(),
                        first.dest(),
                        first.src(),
                        Instant.ofEpochSecond(T + 600),
                        Instant.ofEpochSecond(T + 660)));
        provider.call(9, T - 3 * DAY);

        assertThat(list().unproven()).isZero();

        assertThat(here.kept().calls()).containsKey(new LogId(9));
    }

    @Test
    void windows_that_are_to_be_listed_again_are_although_they_are_proven_and_after_the_usual_run() {
        provider.call(9, T - 60);
        TimeWindow proven = new TimeWindow(T - 3 * DAY, T - 2 * DAY + 1);

        StreamReport report = here.runs().listAgain(LogStream.CALLS, List.of(proven), Duration.ZERO);

        assertThat(provider.windows(CallService.LOGS)).endsWith(proven);
        assertThat(report.listed()).isEqualTo(2);
        assertThat(here.kept().calls()).containsKey(new LogId(9));
    }

    @Test
    void a_sweep_of_a_new_archive_takes_what_is_about_to_expire_too() {
        SmallArchive fresh = here.beside("fresh");
        fresh.provider.call(1, T - 5 * DAY + 60);

        fresh.runs().sweep(LogStream.CALLS, Duration.ZERO);

        assertThat(fresh.kept().calls()).containsKey(new LogId(1));
    }

    @Test
    void a_sweep_counts_what_was_lost() {
        here.now = here.now.plus(Duration.ofDays(10));

        StreamReport report = here.runs().sweep(LogStream.CALLS, Duration.ZERO);

        assertThat(report.lost())
                .isPositive()
                .isEqualTo(here.ports.status().gaps(here.account.id()).size());
    }

    @Test
    void four_days_without_a_run_may_have_hidden_late_calls() {
        here.now = here.now.plus(Duration.ofDays(4));

        assertThat(list().lost()).isOne();
        assertThat(here.ports.status().gaps(here.account.id()))
                .extracting(Gap::reason)
                .containsExactly("expired at the provider before it was checked again: late calls may be missing");
    }

    /** A second that the provider cannot list, in a new archive. */
    private SmallArchive withPoisonAt(long second) {
        SmallArchive fresh = here.beside("fresh");
        fresh.provider.trouble = request ->
                request.isAbout(second) ? Optional.of(new SourceFailure.ServerTrouble("HTTP 500")) : Optional.empty();
        fresh.runs().list(LogStream.CALLS, Duration.ZERO);
        fresh.provider.asked.clear();
        return fresh;
    }

    @Test
    void a_second_that_cannot_be_listed_costs_the_next_run_one_question() {
        SmallArchive fresh = withPoisonAt(T - 100_000);

        fresh.runs().list(LogStream.CALLS, Duration.ZERO);

        List<SmallProvider.Asked> lists =
                fresh.provider.asked.stream().filter(it -> !isTotal(it)).toList();
        assertThat(lists).filteredOn(it -> it.seconds() == 1).hasSize(1).allMatch(it -> it.isAbout(T - 100_000));
    }

    @Test
    void a_new_contradiction_is_narrowed_down_although_another_second_is_known_to_be_unproven() {
        SmallArchive fresh = withPoisonAt(T - 100_000);
        long bad = T + DAY / 2;
        fresh.now = fresh.now.plus(Duration.ofDays(1));
        fresh.provider.wrongBy = request -> request.isAbout(bad) ? -1 : 0;
        fresh.provider.call(1, bad);

        fresh.runs().list(LogStream.CALLS, Duration.ZERO);

        assertThat(fresh.ports.status().unproven(fresh.account.id()))
                .extracting(UnprovenSpan::window)
                .containsExactlyInAnyOrder(second(T - 100_000), second(bad));
    }

    @Test
    void windows_that_contradict_themselves_again_are_not_narrowed_down_by_every_run() {
        here.now = here.now.plus(Duration.ofDays(1));
        List<Long> bad = LongStream.range(0, 10).mapToObj(it -> T + it * 7000).toList();
        provider.wrongBy = request -> bad.stream().anyMatch(request::isAbout) ? 1 : 0;
        list();
        List<TimeWindow> before = unproven();

        list();

        assertThat(before).anyMatch(it -> it.seconds() > 1);
        assertThat(unproven()).isEqualTo(before);
    }
}
