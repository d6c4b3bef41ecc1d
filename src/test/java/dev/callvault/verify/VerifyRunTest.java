package dev.callvault.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.SmallArchive;
import dev.callvault.archive.SmallProvider;
import dev.callvault.archive.listing.Horizon;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.source.CallService;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.WindowLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifyRunTest {
    private static final long T = SmallArchive.T;
    private static final VerifyScope QUICK = new VerifyScope(false, 2);
    private static final VerifyScope DEEP = new VerifyScope(true, 2);

    private final SmallArchive here = new SmallArchive();
    private final SmallProvider provider = here.provider;

    @BeforeEach
    void archived() {
        for (long id = 1; id <= 4; id++) {
            provider.call(id, T - id * 7200);
            provider.session("617555010" + id, T - id * 7200);
            provider.error("errno: 21" + id, T - id * 7200);
        }
        here.archive();
        here.now = here.now.plusSeconds(300);
        provider.asked.clear();
    }

    private VerifyReport verify(VerifyScope scope) {
        return here.verification().verify(scope);
    }

    private VerifyReport repair(VerifyScope scope) {
        return here.verification().repair(scope, here.runs(), Duration.ZERO);
    }

    private static StreamVerification verification(VerifyReport report, String stream) {
        return report.verifications().stream()
                .filter(it -> it.stream().equals(stream))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_archive_that_has_everything_is_proven_in_every_stream() {
        for (VerifyScope scope : List.of(QUICK, DEEP)) {
            VerifyReport report = verify(scope);

            assertThat(report.account()).isEqualTo("default");
            assertThat(report.failure()).isEmpty();
            assertThat(report.repair()).isEmpty();
            assertThat(report.isIncomplete()).isFalse();
            assertThat(report.verifications())
                    .extracting(StreamVerification::stream)
                    .containsExactly("calls", "sessions", "errors", "bodies");
            assertThat(verification(report, "calls").records(Certainty.PROVEN)).isEqualTo(4);
            assertThat(verification(report, "sessions").records(Certainty.PROVEN))
                    .isEqualTo(4);
            assertThat(verification(report, "errors").records(Certainty.PROVEN)).isEqualTo(4);
            assertThat(verification(report, "bodies").records(Certainty.ARCHIVED))
                    .isEqualTo(4);
            assertThat(report.bodies()).isEqualTo(new BodyChecks(4, 2, 2, 0, 0));
        }
    }

    @Test
    void what_it_cost_is_counted_of_every_service_and_nothing_from_before() {
        provider.call(9, T - 100);
        here.runs().fetch(Instant.EPOCH);
        long before = provider.asked.size();

        VerifyReport report = verify(QUICK);

        assertThat(report.requests()).isEqualTo(provider.asked.size() - before).isGreaterThan(4);
    }

    @Test
    void looking_row_by_row_is_asked_for() {
        assertThat(verification(verify(QUICK), "calls").comparison()).isEmpty();
        assertThat(verification(verify(DEEP), "calls")
                        .comparison()
                        .orElseThrow()
                        .compared())
                .isEqualTo(4);
        assertThat(verification(verify(DEEP), "errors")
                        .comparison()
                        .orElseThrow()
                        .differences())
                .isEmpty();
    }

    @Test
    void a_late_call_is_found_and_repaired_with_its_log() {
        provider.call(9, T - 9000);

        VerifyReport found = verify(QUICK);
        assertThat(found.isIncomplete()).isTrue();
        assertThat(verification(found, "calls").on(Certainty.UNPROVEN)).hasSize(1);
        assertThat(here.kept().calls()).as("looking changes nothing").hasSize(4);

        VerifyReport repaired = repair(QUICK);
        assertThat(repaired.isIncomplete()).isFalse();
        assertThat(repaired.repair().orElseThrow().streams())
                .extracting(it -> it.written().inserted())
                .containsExactly(1, 0, 0);
        assertThat(here.states()).containsEntry(9L, LogState.ARCHIVED);
    }

    @Test
    void a_repair_costs_what_looking_twice_and_running_cost() {
        provider.call(9, T - 9000);
        provider.asked.clear();

        assertThat(repair(QUICK).requests()).isEqualTo(provider.asked.size());
    }

    @Test
    void rows_that_were_changed_here_are_found_one_by_one_and_listed_anew() {
        CallSummary call = Objects.requireNonNull(provider.calls.get(new LogId(3)));
        CallSummary other = new CallSummary(
                call.logId(), call.sessionId(), "outbound", call.dest(), call.src(), call.startedAt(), call.endedAt());
        here.ports.listings().save(here.account.id(), new Listing(new Rows.Calls(List.of(other)), List.of(), here.now));

        assertThat(verify(QUICK).isIncomplete()).as("totals cannot tell").isFalse();
        assertThat(verification(verify(DEEP), "calls").isIncomplete()).isTrue();

        assertThat(repair(DEEP).isIncomplete()).isFalse();
        assertThat(Objects.requireNonNull(here.kept().calls().get(new LogId(3))).summary())
                .isEqualTo(call);
    }

    @Test
    void a_stored_log_that_is_damaged_missing_or_other_than_the_provider_s_is_fetched_again() {
        here.kept().damage(new LogId(1), new CallBody(Content.of(new byte[] {1}), ""));
        here.kept().drop(new LogId(2));
        provider.logs.put(new LogId(3), "another log");
        VerifyScope all = new VerifyScope(false, 9);

        assertThat(verification(verify(all), "bodies").on(Certainty.UNPROVEN))
                .extracting(it -> it.logId().orElseThrow() + ": " + it.why())
                .containsExactlyInAnyOrder(
                        "1: " + LogClassifier.DAMAGED, "2: " + LogClassifier.MISSING, "3: " + LogClassifier.DIFFERENT);

        VerifyReport repaired = repair(all);
        assertThat(repaired.isIncomplete()).isFalse();
        assertThat(repaired.repair().orElseThrow().bodies().archived()).isEqualTo(3);
        assertThat(here.log(1)).isEqualTo("log of call 1");
        assertThat(here.log(3)).isEqualTo("another log");
    }

    @Test
    void a_log_that_was_forgotten_by_the_queue_is_wanted_again() {
        here.kept().drop(new LogId(1));
        here.ports.bodies().wantAgain(here.account.id(), Map.of(new LogId(1), "doubted"), here.now);
        here.kept().dequeue(new LogId(1));

        assertThat(verification(verify(QUICK), "bodies").on(Certainty.UNPROVEN))
                .extracting(Finding::why)
                .containsExactly(LogClassifier.FORGOTTEN);
        assertThat(repair(QUICK).isIncomplete()).isFalse();
        assertThat(here.log(1)).isEqualTo("log of call 1");
    }

    @Test
    void five_hundred_logs_are_hashed_and_all_of_them_when_looking_closely() {
        for (long id = 1000; id < 1600; id++) {
            provider.call(id, T - 9000 - id);
        }
        repair(QUICK);

        assertThat(verify(QUICK).bodies().hashed()).isEqualTo(500);
        assertThat(verify(DEEP).bodies().hashed()).isEqualTo(604);
    }

    @Test
    void what_is_unproven_beyond_the_retention_is_not_asked_for_by_a_repair() {
        TimeWindow old = new TimeWindow(T - 10 * 86_400, T - 9 * 86_400);
        here.ports
                .listings()
                .save(
                        here.account.id(),
                        new Listing(new Rows.Calls(List.of()), List.of(new CoverageSpan(old, 3, false)), here.now));
        provider.asked.clear();

        VerifyReport repaired = repair(QUICK);

        assertThat(repaired.failure()).isEmpty();
        assertThat(provider.windows(CallService.LOGS)).doesNotContain(old);
    }

    @Test
    void what_is_unproven_across_the_edge_is_listed_from_where_it_is_retained() {
        Instant sure = Horizon.sure(LogStream.CALLS, here.now);
        TimeWindow across = new TimeWindow(sure.getEpochSecond() - 500, sure.getEpochSecond() + 500);
        here.ports
                .listings()
                .save(
                        here.account.id(),
                        new Listing(new Rows.Calls(List.of()), List.of(new CoverageSpan(across, 3, false)), here.now));

        repair(QUICK);

        assertThat(provider.windows(CallService.LOGS))
                .contains(new TimeWindow(sure.getEpochSecond(), sure.getEpochSecond() + 500));
    }

    @Test
    void a_gap_of_one_stream_is_lost_in_that_stream_only() {
        here.ports
                .listings()
                .recordLostTime(
                        here.account.id(),
                        LogStream.SESSIONS,
                        List.of(new TimeWindow(T - 400 * 86_400, T - 399 * 86_400)),
                        "an outage",
                        here.now);

        VerifyReport report = verify(QUICK);

        assertThat(verification(report, "sessions").on(Certainty.LOST)).hasSize(1);
        assertThat(verification(report, "calls").on(Certainty.LOST)).isEmpty();
        assertThat(verification(report, "errors").on(Certainty.LOST)).isEmpty();
    }

    @Test
    void a_provider_that_is_away_ends_the_verification_and_a_repair_is_not_begun() {
        provider.refuse(CallService.SESSIONS, new SourceFailure.Unreachable("no route to the provider", null));

        VerifyReport report = repair(QUICK);

        assertThat(report.failure().orElseThrow().message()).isEqualTo("no route to the provider");
        assertThat(report.verifications())
                .extracting(StreamVerification::stream)
                .containsExactly("calls");
        assertThat(report.repair()).isEmpty();
    }

    @Test
    void a_clock_that_is_wrong_ends_it_too() {
        provider.skew = Optional.of(Duration.ofHours(-3));

        VerifyReport report = verify(QUICK);

        assertThat(report.failure().orElseThrow().message())
                .isEqualTo("this machine's clock is 3 h behind the provider's");
        assertThat(report.verifications()).isEmpty();
    }

    @Test
    void a_repair_that_fails_is_reported_with_what_it_did_before() {
        provider.call(9, T - 9000);
        VerifyRun verification = here.verification();
        ArchiveRun runs = here.runs(new RunListener() {
            @Override
            public void ended(Account account, String stream, boolean succeeded, long requests) {
                if (stream.equals("calls")) {
                    provider.refuse(CallService.LOG, new SourceFailure.CredentialsRefused("HTTP 401"));
                }
            }
        });

        VerifyReport report = verification.repair(new VerifyScope(false, 0), runs, Duration.ZERO);

        assertThat(report.failure().orElseThrow().credentials()).isTrue();
        assertThat(report.repair().orElseThrow().streams()).hasSize(3);
        assertThat(report.isIncomplete()).isFalse();
        assertThat(here.states()).containsEntry(9L, LogState.PENDING);
    }

    @Test
    void other_accounts_are_left_alone() {
        SmallArchive beside = here.beside("second");
        beside.provider.call(1, T - 7200);
        beside.archive();
        beside.kept().damage(new LogId(1), new CallBody(Content.of("x".getBytes(StandardCharsets.UTF_8)), ""));

        assertThat(verify(DEEP).isIncomplete()).isFalse();
        assertThat(beside.verification().verify(DEEP).isIncomplete()).isTrue();
        assertThat(verification(beside.verification().verify(QUICK), "sessions").records(Certainty.PROVEN))
                .isZero();
    }

    @Test
    void a_call_that_this_archive_lost_is_listed_again_though_every_total_agrees() {
        here.kept().calls().remove(new LogId(3));

        assertThat(verification(verify(QUICK), "calls").on(Certainty.UNPROVEN)).isNotEmpty();
        assertThat(repair(QUICK).isIncomplete()).isFalse();
        assertThat(here.kept().calls()).containsKey(new LogId(3));
    }

    @Test
    void a_repair_lists_only_the_time_that_differs() {
        provider.call(8, T - 3 * 86_400);
        here.archive();
        provider.call(9, T - 9000);

        for (VerifyScope scope : List.of(QUICK, DEEP)) {
            assertThat(repair(scope).repair().orElseThrow().streams().getFirst().listed())
                    .as("of five calls and a late one")
                    .isLessThan(6);
        }
    }

    @Test
    void rows_that_differ_have_everything_listed() {
        CallSummary call = Objects.requireNonNull(provider.calls.get(new LogId(3)));
        provider.calls.put(
                call.logId(),
                new CallSummary(
                        call.logId(),
                        call.sessionId(),
                        "outbound",
                        call.dest(),
                        call.src(),
                        call.startedAt(),
                        call.endedAt()));

        assertThat(repair(DEEP).repair().orElseThrow().streams().getFirst().listed())
                .isEqualTo(4);
    }

    @Test
    void why_time_is_unproven_is_said_of_each_stream_by_itself() {
        TimeWindow second = new TimeWindow(T - 5000, T - 4999);
        unproven(new Rows.Calls(List.of()), second, "the calls contradict themselves");
        unproven(new Rows.Sessions(List.of()), second, "the sessions do");

        VerifyReport report = verify(QUICK);

        assertThat(verification(report, "calls").on(Certainty.UNPROVEN))
                .extracting(Finding::why)
                .contains("the calls contradict themselves")
                .doesNotContain("the sessions do");
        assertThat(verification(report, "sessions").on(Certainty.UNPROVEN))
                .extracting(Finding::why)
                .contains("the sessions do");
    }

    private void unproven(Rows none, TimeWindow window, String why) {
        here.ports
                .listings()
                .save(
                        here.account.id(),
                        new Listing(
                                none,
                                List.of(new CoverageSpan(window, 1, false)),
                                here.now,
                                Optional.of(new Doubt(why))));
    }

    @Test
    void what_a_daemon_lists_while_the_totals_are_asked_for_is_no_difference() {
        provider.call(9, T - 9000);
        boolean[] isListed = {false};
        provider.trouble = request -> {
            if (!isListed[0]) {
                isListed[0] = true;
                here.runs().list(LogStream.CALLS, Duration.ZERO);
            }
            return Optional.empty();
        };

        assertThat(verification(verify(QUICK), "calls").on(Certainty.UNPROVEN)).isEmpty();
    }

    @Test
    void windows_as_wide_as_the_runs_have_learnt_are_asked_for_and_no_wider() {
        here.ports
                .listings()
                .limitWindows(
                        here.account.id(),
                        LogStream.CALLS,
                        WindowLimit.Question.LIST,
                        Optional.of(new WindowLimit(6 * 3600, ListQuery.MAX, here.now)));

        verify(DEEP);

        assertThat(provider.windows(CallService.LOGS)).isNotEmpty().allMatch(it -> it.seconds() <= 24 * 3600);
        assertThat(provider.asked)
                .filteredOn(it -> it.service() == CallService.LOGS
                        && it.list().orElseThrow().limit() > 1)
                .isNotEmpty()
                .allMatch(it -> it.seconds() <= 6 * 3600);
    }
}
