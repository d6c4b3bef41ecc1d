package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.AnyProvider;
import dev.callvault.archive.guard.AgreedTime;
import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.content.Content;
import dev.callvault.refine.Redactor;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.Ports;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.coordination.DatabaseClock;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.memory.MemoryArchive;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A round over wanted logs, some of which fail. */
class FanOutTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final Duration FIVE_DAYS = Duration.ofDays(5);

    private final MemoryArchive archive = new MemoryArchive();
    private final Ports ports = archive.ports();
    private final Account account = ports.accounts()
            .register("main", new ProviderLogin(URI.create("https://example.com/ws"), "user"), ZoneOffset.UTC, NOW);
    private final AnyProvider provider = new AnyProvider();
    private Instant now = NOW;
    private Optional<Duration> skew = Optional.empty();
    /** The memory that reading a log takes. */
    private Consumer<MemoryBudget.Reservation> reading = memory -> {};

    /** The provider, whose responses take memory. */
    private final class Reading implements CallSource {
        @Override
        public Page<CallSummary> listCalls(ListQuery query) {
            return provider.listCalls(query);
        }

        @Override
        public Page<RawLine> listSessions(ListQuery query) {
            return provider.listSessions(query);
        }

        @Override
        public Page<RawLine> listErrors(ListQuery query) {
            return provider.listErrors(query);
        }

        @Override
        public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
            reading.accept(memory);
            return provider.fetchLog(logId, memory);
        }
    }

    /** Calls with these numbers, the smallest number nearest to expiry. */
    private void listed(long from, long to) {
        List<CallSummary> calls = LongStream.range(from, to)
                .mapToObj(id -> new CallSummary(
                        new LogId(id),
                        new SessionId("100001;001;" + id),
                        "inbound",
                        "8005550142",
                        "6175550199",
                        NOW.minus(Duration.ofHours(100)).plusSeconds(id),
                        null))
                .toList();
        ports.listings().save(account.id(), new Listing(new Rows.Calls(calls), List.of(), NOW));
    }

    private BodyReport round() {
        return round(1, ports.bodies());
    }

    private BodyReport round(int workers, BodyStore bodies) {
        return round(workers, bodies, MemoryBudget.unlimited());
    }

    private BodyReport round(int workers, BodyStore bodies, MemoryBudget memory) {
        ClockGuard source = new ClockGuard(new Reading(), new AgreedTime(() -> skew, DatabaseClock.SILENT, () -> now));
        FanOut fanOut = new FanOut(
                account,
                new BodyFetcher(source, Redactor.CARDS, () -> now),
                new Reachability(source, () -> now),
                memory,
                bodies,
                RunListener.NONE,
                () -> now,
                new ArchiveSettings(Duration.ofHours(1), workers, "node"),
                Direct::new);
        BodyTally tally = new BodyTally();
        fanOut.drain(tally, Instant.EPOCH, ListingProgress.over());
        return tally.report(0);
    }

    private record Direct(Consumer<List<BodyOutcome>> store, Consumer<List<BodyOutcome>> settled) implements BodySink {
        @Override
        public synchronized void put(BodyOutcome outcome, MemoryBudget.Reservation memory) {
            store.accept(List.of(outcome));
            settled.accept(List.of(outcome));
            memory.close();
        }

        @Override
        public void close() {}
    }

    private void failing(Set<Long> logs, SourceFailure failure) {
        provider.rule((service, log) -> {
            if (service == CallService.LOG && logs.contains(log)) {
                throw failure;
            }
        });
    }

    private long in(LogState state) {
        return archive.of(account.id()).calls().values().stream()
                .filter(it -> it.state() == state)
                .count();
    }

    private LogState state(long log) {
        return Objects.requireNonNull(archive.of(account.id()).calls().get(new LogId(log)))
                .state();
    }

    static Stream<SourceFailure> failures() {
        return Stream.of(
                new SourceFailure.Unreachable("the connection is cut", null),
                new SourceFailure.TimedOut("no answer within 60 s"),
                new SourceFailure.ServerTrouble("HTTP 504"),
                new SourceFailure.Throttled("HTTP 429", Duration.ofSeconds(1)),
                new SourceFailure.Refused("HTTP 400"),
                new SourceFailure.Forbidden("HTTP 403", null),
                new SourceFailure.NotThere("HTTP 404"),
                new SourceFailure.TooLarge("larger than 128 MiB"),
                new SourceFailure.Unreadable("HTML", Content.of("<html>".getBytes(StandardCharsets.UTF_8)), null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatever_one_log_fails_of_is_its_own(SourceFailure failure) {
        listed(1, 11);
        failing(Set.of(1L), failure);

        BodyReport report = round();

        assertThat(report.failure()).isEmpty();
        assertThat(report.archived()).isEqualTo(9);
        assertThat(in(LogState.ARCHIVED)).isEqualTo(9);
        assertThat(state(1))
                .isEqualTo(
                        switch (failure) {
                            case SourceFailure.Refused none -> LogState.UNAVAILABLE;
                            case SourceFailure.NotThere none -> LogState.UNAVAILABLE;
                            case SourceFailure.Unreadable html -> LogState.QUARANTINED;
                            default -> LogState.PENDING;
                        });
        provider.takeAsked();
        assertThat(round().archived()).as("it is put off").isZero();
        assertThat(provider.asked()).isEmpty();
        now = now.plus(Duration.ofMinutes(2));
        round();
        assertThat(provider.asked()).contains("1");
        assertThat(archive.of(account.id()).claims()).isZero();
    }

    @Test
    void so_is_what_nobody_thought_of() {
        listed(1, 11);
        provider.rule((service, log) -> {
            if (log == 1) {
                throw new IllegalArgumentException("a row\nthat breaks\0a parser");
            }
        });

        BodyReport report = round();

        assertThat(report.failure()).isEmpty();
        assertThat(report.archived()).isEqualTo(9);
        assertThat(report.failed()).isOne();
        now = NOW.plus(FIVE_DAYS);
        round();
        assertThat(ports.status().gaps(account.id()))
                .extracting(it -> it.reason())
                .containsExactly("the log expired after 2 attempts: a row that breaks a parser");
    }

    @Test
    void a_clock_that_jumps_while_nobody_answers_makes_nothing_lost() {
        listed(1, 11);
        provider.rule((service, log) -> {
            if (log != 1) {
                now = NOW.plus(Duration.ofDays(30));
                throw new SourceFailure.CredentialsRefused("remembered");
            }
        });

        assertThat(round().archived()).as("one came before the clock jumped").isOne();
        assertThat(round().failure()).isPresent();
        assertThat(in(LogState.LOST)).isZero();
    }

    @Test
    void five_hundred_that_fail_in_a_row_keep_none_of_those_behind_them_waiting() {
        listed(1, 601);
        failing(
                LongStream.range(1, 501).boxed().collect(java.util.stream.Collectors.toSet()),
                new SourceFailure.Unreachable("the connection is cut", null));

        BodyReport report = round();

        assertThat(report.failure()).isEmpty();
        assertThat(report.archived()).isEqualTo(100);
        assertThat(report.failed()).isEqualTo(500);
        assertThat(provider.takeAsked().stream().filter("LOGS"::equals).count()).isBetween(5L, 25L);

        listed(1000, 1010);
        assertThat(round().archived()).as("nor in the next round").isEqualTo(10);
        assertThat(provider.asked()).hasSize(10);
    }

    @Test
    void a_provider_that_is_out_of_reach_ends_the_round_for_two_requests_and_blames_no_log() {
        listed(1, 601);
        provider.rule((service, log) -> {
            throw new SourceFailure.Unreachable("connection refused", null);
        });

        BodyReport report = round();

        assertThat(report.failure().orElseThrow().message()).isEqualTo("connection refused");
        assertThat(provider.takeAsked()).containsExactly("1", "LOGS");
        assertThat(archive.of(account.id()).claims()).isZero();
        provider.rule((service, log) -> {});
        assertThat(round().archived()).isEqualTo(600);
        assertThat(provider.asked()).startsWith("1");
    }

    @Test
    void one_that_goes_away_amid_the_round_ends_it_soon() {
        listed(1, 601);
        provider.rule((service, log) -> {
            if (log == 0 || log > 300) {
                throw new SourceFailure.TimedOut("no answer within 60 s");
            }
        });

        BodyReport report = round();

        assertThat(report.archived()).isEqualTo(300);
        assertThat(report.failure()).isPresent();
        assertThat(provider.requests()).isLessThan(305);
    }

    @Test
    void several_workers_share_one_question() {
        listed(1, 601);
        provider.rule((service, log) -> {
            throw new SourceFailure.ServerTrouble("HTTP 503");
        });

        BodyReport report = round(8, ports.bodies());

        assertThat(report.failure()).isPresent();
        assertThat(provider.asked().stream().filter("LOGS"::equals)).hasSize(1);
        assertThat(provider.requests()).isLessThanOrEqualTo(9);
    }

    /** It then takes one round for each log that fails on its own, and not forever the same log. */
    @Test
    void where_the_lists_fail_but_the_logs_do_not_a_failing_log_is_not_the_first_again() {
        listed(1, 11);
        provider.rule((service, log) -> {
            if (log <= 1) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
        });

        assertThat(round().failure()).isPresent();
        BodyReport second = round();

        assertThat(second.failure()).isEmpty();
        assertThat(second.archived()).isEqualTo(9);
    }

    @Test
    void a_log_in_its_last_try_keeps_it_while_the_provider_is_down() {
        listed(1, 2);
        now = NOW.minus(Duration.ofHours(100)).plusSeconds(1).plus(FIVE_DAYS);
        provider.rule((service, log) -> {
            throw new SourceFailure.ServerTrouble("HTTP 500");
        });
        round();
        provider.rule((service, log) -> {});
        round();

        assertThat(state(1)).isEqualTo(LogState.ARCHIVED);
    }

    @Test
    void a_list_that_is_refused_or_too_large_proves_that_somebody_answers() {
        listed(1, 11);
        provider.rule((service, log) -> {
            if (service == CallService.LOGS) {
                throw new SourceFailure.Refused("HTTP 400");
            }
            if (log < 5) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
        });

        assertThat(round().failure()).isEmpty();
        assertThat(in(LogState.ARCHIVED)).isEqualTo(6);
    }

    @Test
    void a_refused_login_ends_the_round_and_no_log_is_to_blame() {
        listed(1, 11);
        provider.rule((service, log) -> {
            throw new SourceFailure.CredentialsRefused("HTTP 401");
        });

        BodyReport report = round();

        assertThat(report.failure().orElseThrow().credentials()).isTrue();
        assertThat(provider.requests()).isOne();
        assertThat(report.failed()).isZero();
        assertThat(archive.of(account.id()).claims()).isZero();
    }

    @Test
    void one_that_the_database_will_not_have_is_kept_as_it_came() {
        listed(1, 11);
        BodyStore picky = refusing(BodyOutcome.Archived.class);

        BodyReport report = round(1, picky);

        assertThat(report.failure()).isEmpty();
        assertThat(report.archived()).isEqualTo(9);
        assertThat(report.quarantined()).isOne();
        assertThat(state(3)).isEqualTo(LogState.QUARANTINED);
    }

    /** A store that refuses outcomes of this kind for log 3. */
    private BodyStore refusing(Class<? extends BodyOutcome> kind) {
        return (BodyStore) Proxy.newProxyInstance(
                BodyStore.class.getClassLoader(), new Class<?>[] {BodyStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("settle")
                            && ((List<?>) arguments[2])
                                    .stream()
                                            .map(BodyOutcome.class::cast)
                                            .anyMatch(it -> kind.isInstance(it)
                                                    && it.wanted().logId().value() == 3)) {
                        throw new StoreFailure("invalid byte sequence", "", true, new IllegalStateException());
                    }
                    try {
                        return method.invoke(ports.bodies(), arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    @Test
    void what_an_earlier_round_of_this_node_left_claimed_is_fetched() {
        listed(1, 11);
        var unused = ports.bodies()
                .claim(
                        account.id(),
                        new BodyStore.Claim(5, "node", now, now, now.plus(Duration.ofDays(1)), Instant.EPOCH));

        assertThat(round().archived()).isEqualTo(10);
    }

    @Test
    void a_log_that_fails_after_one_that_came_raises_no_question() {
        listed(1, 11);
        failing(Set.of(2L), new SourceFailure.ServerTrouble("HTTP 500"));

        assertThat(round().archived()).isEqualTo(9);

        assertThat(provider.asked()).doesNotContain("LOGS");
    }

    @Test
    void a_round_that_is_ended_by_a_failure_gives_its_memory_back() {
        listed(1, 11);
        MemoryBudget budget = new MemoryBudget(1 << 20);
        reading = memory -> {
            memory.atLeast(1 << 20);
            throw new SourceFailure.CredentialsRefused("HTTP 401");
        };

        assertThat(round(1, ports.bodies(), budget).failure()).isPresent();

        assertThat(budget.free()).isEqualTo(1 << 20);
    }

    @Test
    void a_clock_that_is_wrong_ends_the_round() {
        listed(1, 11);
        skew = Optional.of(Duration.ofHours(-3));

        BodyReport report = round();

        assertThat(report.failure().orElseThrow().message())
                .isEqualTo("this machine's clock is 3 h behind the provider's");
        assertThat(report.archived()).isZero();
    }

    @Test
    void a_database_that_is_away_when_logs_are_claimed_ends_it_too() {
        listed(1, 11);
        StoreFailure gone = new StoreFailure("the database is gone", "start it", new IllegalStateException());

        BodyReport report = round(1, failing("claim", gone));

        assertThat(report.failure().orElseThrow().message()).contains("the database is gone");
        assertThat(provider.asked()).isEmpty();
    }

    /** A store with one failing method. */
    private BodyStore failing(String name, StoreFailure failure) {
        return (BodyStore) Proxy.newProxyInstance(
                BodyStore.class.getClassLoader(), new Class<?>[] {BodyStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        throw failure;
                    }
                    return method.invoke(ports.bodies(), arguments);
                });
    }
}
