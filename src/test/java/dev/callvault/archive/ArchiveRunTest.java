package dev.callvault.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.Acknowledgement;
import dev.callvault.call.CallSummary;
import dev.callvault.call.Gap;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.CallService;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.listing.Written;
import dev.callvault.store.status.AccountStatus.StreamStatus;
import dev.callvault.store.status.Loss;
import dev.callvault.store.status.LossId;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of runs over an account, on a store and a provider in memory. */
class ArchiveRunTest {
    private static final long T = SmallArchive.T;
    private static final long DAY = 86_400;

    private final SmallArchive here = new SmallArchive();
    private final SmallProvider provider = here.provider;
    private final Heard heard = new Heard();

    private void aDayOfRecords() {
        for (long id = 1; id <= 4; id++) {
            provider.call(id, T - id * 7200);
            provider.session("617555010" + id, T - id * 7200);
            provider.error("errno: 21" + id, T - id * 7200);
        }
    }

    private RunReport pass() {
        return here.runs(heard).run(Duration.ZERO, () -> {});
    }

    private StreamReport list(LogStream stream) {
        return here.runs(heard).list(stream, Duration.ZERO);
    }

    private StreamStatus status(String stream) {
        return here.ports.status().status(here.account, here.now).streams().stream()
                .filter(it -> it.stream().equals(stream))
                .findFirst()
                .orElseThrow();
    }

    // a whole pass

    @Test
    void a_first_pass_takes_all_there_is_and_says_so() {
        aDayOfRecords();

        RunReport report = pass();

        assertThat(report.account()).isEqualTo("default");
        assertThat(report.failures()).isEmpty();
        assertThat(report.isIncomplete()).isFalse();
        assertThat(report.streams()).extracting(StreamReport::stream).containsExactly("calls", "sessions", "errors");
        assertThat(report.streams()).extracting(StreamReport::listed).containsExactly(4L, 4L, 4L);
        assertThat(report.streams())
                .extracting(StreamReport::written)
                .containsExactly(new Written(4, 0), new Written(4, 0), new Written(4, 0));
        assertThat(report.bodies().archived()).isEqualTo(4);
        assertThat(report.requests()).isEqualTo(provider.asked.size());
        assertThat(here.states().values()).containsOnly(LogState.ARCHIVED);
        assertThat(here.log(3)).isEqualTo("log of call 3");
        assertThat(here.kept().errors()).hasSize(4);
    }

    @Test
    void another_pass_asks_little_and_writes_nothing() {
        aDayOfRecords();
        pass();
        int before = provider.asked.size();
        heard.all.clear();

        RunReport report = pass();

        assertThat(report.streams()).extracting(StreamReport::written).containsOnly(Written.NOTHING);
        assertThat(report.bodies().archived()).isZero();
        assertThat(provider.asked.size() - before).isLessThanOrEqualTo(9);
        assertThat(heard.ofKind("settled")).isEmpty();
    }

    @Test
    void the_watermarks_stand_at_now_when_all_is_proven() {
        aDayOfRecords();
        pass();

        for (String stream : List.of("calls", "sessions", "errors", "bodies")) {
            assertThat(status(stream).completeThrough()).as(stream).contains(here.now);
        }
    }

    @Test
    void what_comes_in_between_comes_with_the_next_pass() {
        aDayOfRecords();
        pass();
        here.now = here.now.plusSeconds(300);
        provider.call(9, T + 100);
        provider.session("6175550109", T + 100);

        RunReport report = pass();

        assertThat(report.streams()).extracting(it -> it.written().inserted()).containsExactly(1, 1, 0);
        assertThat(here.log(9)).isEqualTo("log of call 9");
    }

    @Test
    void listeners_hear_of_every_part_and_of_the_end_of_each_stream() {
        aDayOfRecords();

        pass();

        assertThat(heard.ofKind("settled")).hasSize(4);
        assertThat(heard.ofKind("listed default calls 4 +4")).hasSize(1);
        assertThat(heard.ofKind("ended"))
                .extracting(it -> it.replaceAll(" [0-9]+$", ""))
                .containsExactlyInAnyOrder(
                        "ended default calls well",
                        "ended default sessions well",
                        "ended default errors well",
                        "ended default bodies well");
    }

    @Test
    void something_else_is_done_meanwhile_once_everything_is_listed() {
        aDayOfRecords();
        List<String> done = new ArrayList<>();

        here.runs()
                .run(
                        Duration.ZERO,
                        () -> done.add("listed " + here.kept().errors().size()));

        assertThat(done).containsExactly("listed 4");
    }

    @Test
    void nothing_else_is_done_when_the_listing_failed() {
        provider.refuse(CallService.LOGS, new SourceFailure.CredentialsRefused("HTTP 401"));
        List<String> done = new ArrayList<>();

        RunReport report = here.runs().run(Duration.ZERO, () -> done.add("something"));

        assertThat(done).isEmpty();
        assertThat(report.failures()).extracting(Failure::credentials).containsExactly(true);
        assertThat(provider.requests(CallService.LOG)).isZero();
    }

    @Test
    void what_is_done_meanwhile_may_fail_without_failing_the_pass() {
        aDayOfRecords();

        RunReport report = here.runs().run(Duration.ZERO, () -> {
            throw new StoreFailure("no room", "make some", new IOException());
        });

        assertThat(report.failures()).isEmpty();
    }

    // one stream

    @Test
    void a_run_is_on_record_with_its_beginning_and_its_cost() {
        aDayOfRecords();
        list(LogStream.ERRORS);
        StreamStatus errors = status("errors");

        assertThat(errors.lastSuccess()).contains(here.now);
        assertThat(errors.failure()).isEmpty();
        assertThat(errors.requests()).isEqualTo(provider.requests(CallService.ERRORS));

        provider.refuse(CallService.ERRORS, new SourceFailure.CredentialsRefused("HTTP 401"));
        here.now = here.now.plusSeconds(60);
        StreamReport refused = list(LogStream.ERRORS);

        assertThat(refused.failure().orElseThrow().credentials()).isTrue();
        assertThat(status("errors").failure()).contains("HTTP 401");
        assertThat(status("errors").lastSuccess()).contains(here.now.minusSeconds(60));
        assertThat(status("errors").lastAttempt()).contains(here.now);
        assertThat(heard.all.getLast()).startsWith("ended default errors badly ");
    }

    @Test
    void a_stream_that_somebody_else_is_at_is_left_to_them() {
        here.ports.fence().alone(here.account.id(), "calls", Duration.ZERO, () -> {
            StreamReport left = list(LogStream.CALLS);
            assertThat(left.left()).isTrue();
            assertThat(left.stream()).isEqualTo("calls");
            assertThat(list(LogStream.ERRORS).left()).isFalse();
        });

        assertThat(provider.requests(CallService.LOGS)).isZero();
        assertThat(status("calls").lastAttempt()).isEmpty();
        assertThat(heard.ofKind("ended default calls")).isEmpty();
    }

    @Test
    void logs_that_another_round_of_this_node_is_at_are_left_to_it_and_another_node_goes_on() {
        aDayOfRecords();
        list(LogStream.CALLS);

        here.ports.fence().alone(here.account.id(), BodyStore.Claim.fence("one"), Duration.ZERO, () -> {
            assertThat(here.runs(heard).fetch(Instant.EPOCH).left()).isTrue();
            assertThat(heard.ofKind("ended default bodies")).isEmpty();
            here.node = "two";
            assertThat(here.runs(heard).fetch(Instant.EPOCH).archived()).isEqualTo(4);
        });
    }

    @Test
    void nothing_is_proven_past_the_providers_own_time() {
        aDayOfRecords();
        Instant theirs = here.now;
        here.now = theirs.plusSeconds(600);
        provider.skew = Optional.of(Duration.ofMinutes(10));

        assertThat(pass().failures()).isEmpty();

        for (String stream : List.of("calls", "sessions", "errors", "bodies")) {
            assertThat(status(stream).completeThrough()).as(stream).contains(theirs);
        }
        assertThat(here.states()).hasSize(4);
    }

    @Test
    void a_provider_that_tells_no_time_and_a_clock_a_year_ahead_write_nothing() {
        aDayOfRecords();
        pass();
        Instant right = here.now;
        here.now = right.plus(Duration.ofDays(365));
        here.database = Optional.of(Duration.ofDays(365));

        RunReport wrong = pass();

        assertThat(wrong.failures()).extracting(Failure::clock).contains(true);
        assertThat(here.ports.status().gaps(here.account.id())).isEmpty();
        assertThat(status("calls").completeThrough()).contains(right);

        here.now = right.plusSeconds(300);
        here.database = Optional.of(Duration.ZERO);
        provider.call(9, T + 100);
        assertThat(pass().failures()).isEmpty();
        assertThat(status("calls").completeThrough()).contains(here.now);
        assertThat(here.states()).hasSize(5);
    }

    @Test
    void a_run_that_began_by_a_wrong_clock_proves_nothing_although_the_clock_is_right_again() {
        aDayOfRecords();
        Instant right = here.now;
        provider.skew = Optional.of(Duration.ZERO);
        here.now = right.plus(Duration.ofDays(365));
        provider.trouble = request -> {
            here.now = right;
            return Optional.empty();
        };

        RunReport report = pass();

        assertThat(report.failures()).extracting(Failure::clock).contains(true);
        assertThat(here.ports.status().gaps(here.account.id())).isEmpty();
        assertThat(status("calls").completeThrough()).isEmpty();
    }

    @Test
    void a_clock_that_is_wrong_lists_nothing_and_loses_nothing() {
        aDayOfRecords();
        pass();
        here.now = here.now.plus(Duration.ofDays(30));
        provider.skew = Optional.of(Duration.ofDays(30));

        RunReport report = pass();

        assertThat(report.failures()).extracting(Failure::clock).contains(true);
        assertThat(here.ports.status().gaps(here.account.id())).isEmpty();
        assertThat(here.states().values()).containsOnly(LogState.ARCHIVED);
    }

    @Test
    void a_database_that_is_away_is_the_run_s_failure() {
        Fence away = new Fence() {
            @Override
            public boolean alone(AccountId account, String work, Duration patience, Runnable task) {
                throw new StoreFailure("the database is away", "start it", new IOException());
            }
        };
        here.stores = it -> new AccountParts.Stores(it.listings(), it.bodies(), it.runs(), it.sessionTimes(), away);

        assertThat(list(LogStream.CALLS).failure().orElseThrow().message()).isEqualTo("the database is away");
        assertThat(here.runs().fetch(Instant.EPOCH).failure().orElseThrow().hint())
                .isEqualTo("start it");
        assertThat(provider.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"giveBack", "recordExpired", "moveWatermark"})
    void a_round_that_fails_after_it_stored_logs_reports_them(String failing) {
        aDayOfRecords();
        list(LogStream.CALLS);
        here.stores = it -> new AccountParts.Stores(
                it.listings(), failing(it.bodies(), failing), it.runs(), it.sessionTimes(), it.fence());

        BodyReport report = here.runs(heard).fetch(Instant.EPOCH);

        assertThat(report.archived()).isEqualTo(4);
        assertThat(report.requests()).isEqualTo(4);
        assertThat(report.failure().orElseThrow().message()).isEqualTo("the database is away");
        assertThat(here.states().values()).containsOnly(LogState.ARCHIVED);
    }

    @ParameterizedTest
    @CsvSource({"1, 4, true", "2, 2, false"})
    void a_round_of_logs_that_loses_its_fence_begins_once_more(int losses, long archived, boolean isWhole) {
        aDayOfRecords();
        list(LogStream.CALLS);
        LosingFence fence = new LosingFence(here.ports.fence(), losses);
        here.stores = it ->
                new AccountParts.Stores(it.listings(), fence.of(it.bodies()), it.runs(), it.sessionTimes(), fence);

        BodyReport report = here.runs(heard).fetch(Instant.EPOCH);

        assertThat(report.archived()).isEqualTo(archived);
        assertThat(report.failure().map(Failure::message))
                .isEqualTo(isWhole ? Optional.empty() : Optional.of("the lock is lost"));
        assertThat(here.runs(heard).fetch(Instant.EPOCH).archived()).isEqualTo(4 - archived);
        assertThat(here.states().values()).containsOnly(LogState.ARCHIVED);
    }

    /** Lost while every second batch of logs is stored, a few times; nothing more is stored then until it is taken again. */
    private static final class LosingFence implements Fence {
        private final Fence real;
        private int losses;
        private int batches;
        private boolean isLost;

        LosingFence(Fence real, int losses) {
            this.real = real;
            this.losses = losses;
        }

        @Override
        public boolean alone(AccountId account, String work, Duration patience, Runnable task) {
            isLost = false;
            return real.alone(account, work, patience, task);
        }

        BodyStore of(BodyStore store) {
            return (BodyStore) Proxy.newProxyInstance(
                    BodyStore.class.getClassLoader(), new Class<?>[] {BodyStore.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("settle") && ++batches % 2 == 0 && losses > 0) {
                            losses--;
                            isLost = true;
                        }
                        if (isLost) {
                            throw StoreFailure.ofLostFence("the lock is lost", "wait", new IOException());
                        }
                        return method.invoke(store, arguments);
                    });
        }
    }

    /** A store of which one method fails. */
    private static BodyStore failing(BodyStore store, String name) {
        return (BodyStore) Proxy.newProxyInstance(
                BodyStore.class.getClassLoader(), new Class<?>[] {BodyStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        throw new StoreFailure("the database is away", "start it", new IOException());
                    }
                    return method.invoke(store, arguments);
                });
    }

    @Test
    void a_record_that_cannot_be_written_is_no_failure_of_the_run_but_no_success_either() {
        aDayOfRecords();
        RunStore away = new RunStore() {
            @Override
            public void record(AccountId account, String stream, Instant at, @Nullable String failure, long requests) {
                throw new StoreFailure("the database is away", "start it", new IOException());
            }

            @Override
            public Optional<Instant> lastSuccess(AccountId account, String stream) {
                return Optional.empty();
            }
        };
        here.stores = it -> new AccountParts.Stores(it.listings(), it.bodies(), away, it.sessionTimes(), it.fence());

        StreamReport report = list(LogStream.CALLS);

        assertThat(report.failure()).isEmpty();
        assertThat(report.written().inserted()).isEqualTo(4);
        assertThat(heard.all.getLast()).startsWith("ended default calls badly ");
    }

    // what changes at the provider

    @Test
    void a_late_call_is_found_by_its_day_s_total_and_listeners_hear_of_it() {
        aDayOfRecords();
        pass();
        heard.all.clear();
        here.now = here.now.plusSeconds(300);
        provider.call(9, T - 9000);

        StreamReport report = list(LogStream.CALLS);

        assertThat(report.written()).isEqualTo(new Written(1, 0));
        assertThat(heard.ofKind("differed")).containsExactly("differed default calls");
        assertThat(here.states()).containsEntry(9L, LogState.PENDING);
    }

    @Test
    void a_call_that_goes_on_is_updated_when_it_has_ended() {
        CallSummary call = provider.call(1, T - 60);
        provider.calls.put(call.logId(), ending(call, null));
        pass();
        provider.calls.put(call.logId(), call);
        here.now = here.now.plusSeconds(60);

        assertThat(list(LogStream.CALLS).written()).isEqualTo(new Written(0, 1));
    }

    private static CallSummary ending(CallSummary call, @Nullable Instant end) {
        return new CallSummary(
                call.logId(), call.sessionId(), call.direction(), call.dest(), call.src(), call.startedAt(), end);
    }

    @Test
    void what_changed_without_changing_a_total_is_found_by_a_sweep_or_by_listing_again() {
        aDayOfRecords();
        pass();
        CallSummary old = Objects.requireNonNull(provider.calls.get(new LogId(3)));
        provider.calls.put(old.logId(), ending(old, Instant.ofEpochSecond(T)));

        assertThat(list(LogStream.CALLS).written()).isEqualTo(Written.NOTHING);
        assertThat(here.runs(heard).sweep(LogStream.CALLS, Duration.ZERO).written())
                .isEqualTo(new Written(0, 1));

        provider.calls.put(old.logId(), old);
        TimeWindow around = new TimeWindow(T - 6 * 3600 - 60, T - 6 * 3600 + 60);
        assertThat(here.runs(heard)
                        .listAgain(LogStream.CALLS, List.of(around), Duration.ZERO)
                        .written())
                .isEqualTo(new Written(0, 1));
    }

    @Test
    void a_total_that_is_always_wrong_leaves_time_unproven_and_keeps_the_rows() {
        aDayOfRecords();
        provider.wrongBy = request -> request.service() == CallService.LOGS && request.isAbout(T - 7200) ? 1 : 0;

        StreamReport report = list(LogStream.CALLS);

        assertThat(report.failure()).isEmpty();
        assertThat(report.unproven()).isPositive();
        assertThat(here.kept().calls()).hasSize(4);
        assertThat(status("calls").unprovenSpans()).isPositive();
        assertThat(status("calls").completeThrough())
                .hasValueSatisfying(it -> assertThat(it).isBefore(here.now));

        provider.wrongBy = request -> 0;
        assertThat(list(LogStream.CALLS).unproven()).isZero();
        assertThat(status("calls").unprovenSpans()).isZero();
        assertThat(status("calls").completeThrough()).contains(here.now);
    }

    @Test
    void unproven_time_that_people_know_of_is_listed_again_and_does_not_count() {
        aDayOfRecords();
        provider.wrongBy = request -> request.service() == CallService.LOGS && request.isAbout(T - 7200) ? 1 : 0;
        list(LogStream.CALLS);
        List<LossId> doubted = here.ports.status().losses(here.account.id()).unproven().stream()
                .map(Loss::id)
                .toList();

        here.ports
                .status()
                .acknowledge(doubted, new Acknowledgement(here.now, "alice", "the provider's total is wrong"));

        assertThat(list(LogStream.CALLS).unproven()).isZero();
        assertThat(status("calls").unprovenSpans()).isZero();
        assertThat(here.ports.status().losses(here.account.id()).unproven())
                .as("it is still there")
                .hasSameSizeAs(doubted);
        provider.wrongBy = request -> request.service() == CallService.LOGS && request.isAbout(T - 14_400) ? 1 : 0;
        assertThat(list(LogStream.CALLS).unproven()).as("another second").isPositive();
    }

    // time that passes

    @Test
    void a_week_without_a_run_is_lost_time_that_is_written_down_once() {
        aDayOfRecords();
        pass();
        here.now = here.now.plus(Duration.ofDays(7));

        RunReport report = pass();

        assertThat(report.streams()).extracting(StreamReport::lost).containsExactly(2, 0, 0);
        assertThat(report.isIncomplete()).isTrue();
        assertThat(here.ports.status().gaps(here.account.id()))
                .extracting(Gap::stream)
                .containsOnly("calls");
        assertThat(here.kept().ledger(LogStream.CALLS).isLost(Instant.ofEpochSecond(T + DAY)))
                .isTrue();
        assertThat(pass().streams()).extracting(StreamReport::lost).containsOnly(0);
    }

    @Test
    void what_still_comes_of_lost_time_is_kept() {
        aDayOfRecords();
        pass();
        provider.call(9, T + DAY);
        here.now = here.now.plus(Duration.ofDays(6)).plusSeconds(1800);

        pass();

        assertThat(here.kept().calls()).as("the provider still shows it").containsKey(new LogId(9));
    }

    @Test
    void a_log_that_never_came_is_lost_when_it_expires_and_not_before() {
        aDayOfRecords();
        provider.logs.remove(new LogId(2));
        assertThat(pass().bodies().unavailable()).isOne();

        here.now = Instant.ofEpochSecond(T - 2 * 7200).plus(Duration.ofDays(5)).minusSeconds(1);
        assertThat(pass().bodies().lost()).isZero();

        here.now = here.now.plusSeconds(1);
        assertThat(pass().bodies().lost()).isOne();
        assertThat(here.states()).containsEntry(2L, LogState.LOST);
        assertThat(pass().bodies().lost()).as("once").isZero();
    }

    @Test
    void a_new_archive_takes_what_is_about_to_expire_as_well() {
        provider.call(1, T - 5 * DAY + 600);

        StreamReport report = list(LogStream.CALLS);

        assertThat(report.written().inserted()).isOne();
        assertThat(here.ports.listings().beginning(here.account.id(), LogStream.CALLS))
                .contains(Instant.ofEpochSecond(T - 5 * DAY));
    }

    // several accounts

    @Test
    void twenty_accounts_in_one_archive_keep_to_themselves() {
        Map<String, SmallArchive> accounts = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            SmallArchive one = here.beside("account " + i);
            for (long id = 0; id <= i; id++) {
                one.provider.call(id, T - 7200 - id);
                one.provider.logs.put(new LogId(id), "log " + id + " of " + i);
            }
            accounts.put("account " + i, one);
        }
        Objects.requireNonNull(accounts.get("account 7"))
                .provider
                .refuse(CallService.LOGS, new SourceFailure.CredentialsRefused("HTTP 401"));

        accounts.forEach((name, one) -> {
            RunReport report = one.archive();
            assertThat(report.account()).isEqualTo(name);
            assertThat(report.failures()).hasSize(name.equals("account 7") ? 1 : 0);
        });

        accounts.forEach((name, one) -> {
            int number = Integer.parseInt(name.substring("account ".length()));
            assertThat(one.kept().calls()).as(name).hasSize(number == 7 ? 0 : number + 1);
            if (number != 7) {
                assertThat(one.log(number)).isEqualTo("log " + number + " of " + number);
            }
        });
        assertThat(here.kept().calls()).isEmpty();
    }

    @Test
    void two_nodes_one_after_the_other_do_the_work_of_one() {
        aDayOfRecords();
        here.archive();
        here.node = "two";
        int before = provider.asked.size();

        RunReport second = pass();

        assertThat(second.bodies().archived()).isZero();
        assertThat(provider.asked.stream().skip(before).map(it -> it.service())).doesNotContain(CallService.LOG);
    }

    @Test
    void listeners_that_want_to_hear_nothing_need_not() {
        aDayOfRecords();
        Account account = here.account;

        RunListener.NONE.listed(account, LogStream.CALLS, 1, Written.NOTHING);
        RunListener.NONE.settled(account, List.of());
        RunListener.NONE.ended(account, "calls", true, 1);
        RunListener.NONE.totalDiffered(account, LogStream.CALLS);

        assertThat(here.archive().failures()).isEmpty();
    }
}
