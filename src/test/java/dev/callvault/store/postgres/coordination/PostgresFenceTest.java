package dev.callvault.store.postgres.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.app.TestServer;
import dev.callvault.call.AccountId;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.postgres.sql.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A process holds all its fences on one connection; a holder that lost its fence, or hangs, has none. */
class PostgresFenceTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofHours(1);

    private final DatabaseSettings server = TestServer.freshDatabase();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger pauses = new AtomicInteger();
    private final AtomicReference<Runnable> duringPause = new AtomicReference<>(() -> {});
    private final PostgresFence fence = new PostgresFence(connections("this fences"), nanos::get, this::pause);
    private final PostgresFence elsewhere = new PostgresFence(connections("other fences"));
    private final Transactions transactions = new Transactions(connections("archiving"));
    private final DSLContext observer = DSL.using(connections("observer"), SQLDialect.POSTGRES);

    @AfterEach
    void close() {
        fence.close();
        elsewhere.close();
    }

    private PGSimpleDataSource connections(String name) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(server.url());
        database.setUser(server.username());
        database.setApplicationName(name);
        return database;
    }

    private void pause(Duration pause) {
        pauses.incrementAndGet();
        nanos.addAndGet(pause.toNanos());
        Objects.requireNonNull(duringPause.get()).run();
    }

    @Test
    void any_number_of_fences_is_held_on_one_connection() {
        holdInTurn(0, 200, () -> {
            assertThat(connected("this fences")).isEqualTo(1);
            assertThat(elsewhere.alone(ACCOUNT, "work 150", AT_ONCE, () -> {})).isFalse();
        });
        assertThat(elsewhere.alone(ACCOUNT, "work 150", AT_ONCE, () -> {})).isTrue();
    }

    private void holdInTurn(int from, int to, Runnable innermost) {
        if (from == to) {
            innermost.run();
        } else {
            assertThat(fence.alone(ACCOUNT, "work " + from, AT_ONCE, () -> holdInTurn(from + 1, to, innermost)))
                    .isTrue();
        }
    }

    @Test
    void another_process_is_waited_for_without_holding_up_the_other_fences() {
        CountDownLatch mayLeave = new CountDownLatch(1);
        Thread other = held(elsewhere, mayLeave);
        duringPause.set(() -> {
            assertThat(fence.alone(ACCOUNT, "errors", AT_ONCE, () -> {})).isTrue();
            if (pauses.get() == 3) {
                mayLeave.countDown();
                join(other);
            }
        });

        assertThat(fence.alone(ACCOUNT, "calls", LONG, () -> {})).isTrue();

        assertThat(pauses).hasValue(3);
    }

    @Test
    void patience_ends() {
        CountDownLatch mayLeave = new CountDownLatch(1);
        Thread other = held(elsewhere, mayLeave);

        assertThat(fence.alone(ACCOUNT, "calls", Duration.ofMinutes(1), () -> {}))
                .isFalse();

        assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Duration.ofMinutes(1));
        mayLeave.countDown();
        join(other);
    }

    /** A thread that stays inside the fence over calls until released. */
    private static Thread held(Fence fence, CountDownLatch mayLeave) {
        CountDownLatch entered = new CountDownLatch(1);
        Thread holder = Thread.ofVirtual()
                .start(() -> fence.alone(ACCOUNT, "calls", AT_ONCE, () -> {
                    entered.countDown();
                    await(mayLeave);
                }));
        await(entered);
        return holder;
    }

    @Test
    void a_connection_that_breaks_loses_every_fence_until_they_end() {
        fence.alone(
                ACCOUNT,
                "calls",
                AT_ONCE,
                () -> fence.alone(ACCOUNT, "errors", AT_ONCE, () -> {
                    write();
                    end("this fences");

                    assertThatThrownBy(this::write)
                            .isInstanceOf(StoreFailure.class)
                            .hasMessageContaining("lost its lock");
                    assertThat(fence.alone(ACCOUNT, "sessions", AT_ONCE, this::write))
                            .isTrue();
                    assertThatThrownBy(this::write).isInstanceOf(StoreFailure.class);
                    assertThat(elsewhere.alone(ACCOUNT, "calls", AT_ONCE, () -> {}))
                            .isTrue();
                }));

        assertThat(fence.alone(ACCOUNT, "calls", AT_ONCE, this::write)).isTrue();
    }

    @Test
    void what_a_thread_starts_inside_a_fence_is_checked_too_except_what_claims_guard() {
        fence.alone(ACCOUNT, "calls", AT_ONCE, () -> {
            assertThat(failureOf(this::write)).isNull();
            end("this fences");
            assertThat(failureOf(this::write)).isInstanceOf(StoreFailure.class);
            assertThat(failureOf(() -> transactions.runByClaims("settle", dsl -> dsl.execute("SELECT 1"))))
                    .isNull();
        });
    }

    private static @Nullable Throwable failureOf(Runnable work) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        join(Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, thrown) -> failure.set(thrown))
                .start(work));
        return failure.get();
    }

    @Test
    void who_hangs_loses_the_fence_alone_and_may_not_write_afterwards() throws SQLException {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread hanging = Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, thrown) -> failure.set(thrown))
                .start(() -> fence.alone(ACCOUNT, "calls", AT_ONCE, () -> {
                    entered.countDown();
                    await(mayGoOn);
                    write();
                }));
        await(entered);

        pass(Fence.ABANDONED.minusSeconds(1));
        assertThat(elsewhere.alone(ACCOUNT, "calls", AT_ONCE, () -> {})).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(elsewhere.alone(ACCOUNT, "calls", AT_ONCE, () -> {})).isTrue();

        fence.alone(ACCOUNT, "calls", AT_ONCE, () -> {
            mayGoOn.countDown();
            join(hanging);
            assertThat(failure.get()).isInstanceOf(StoreFailure.class);
            assertThat(elsewhere.alone(ACCOUNT, "calls", AT_ONCE, () -> {}))
                    .as("its end did not end the fence of whoever came after")
                    .isFalse();
            write();
        });
    }

    @Test
    void who_writes_or_waits_for_a_provider_does_not_hang() throws SQLException {
        fence.alone(ACCOUNT, "calls", AT_ONCE, () -> {
            for (int i = 0; i < 3; i++) {
                nanos.addAndGet(Fence.ABANDONED.toNanos() - 1);
                write();
                beat();
            }
            boolean unused = fence.patiently(() -> {
                nanos.addAndGet(Fence.ABANDONED.multipliedBy(20).toNanos());
                beat();
                return true;
            });
            write();
        });
    }

    /** Under a virtual thread, an interrupt closes the socket being read. */
    @Test
    void an_interrupted_job_leaves_its_own_fence_and_breaks_nobody_elses() {
        fence.alone(ACCOUNT, "calls", AT_ONCE, () -> {
            join(Thread.ofVirtual()
                    .start(() -> fence.alone(
                            ACCOUNT,
                            "errors",
                            AT_ONCE,
                            () -> Thread.currentThread().interrupt())));
            assertThat(elsewhere.alone(ACCOUNT, "errors", AT_ONCE, () -> {})).isTrue();
            write();
        });
    }

    @Test
    void a_connection_that_holds_nothing_is_given_up() throws SQLException {
        fence.alone(ACCOUNT, "calls", AT_ONCE, () -> {
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            beat();
            assertThat(connected("this fences")).isEqualTo(1);
        });
        pass(Duration.ofMinutes(2));
        while (connected("this fences") > 0) {
            Thread.onSpinWait(); // the server takes a moment to see that it was closed
        }
        assertThat(fence.alone(ACCOUNT, "calls", AT_ONCE, this::write)).isTrue();
    }

    private void write() {
        transactions.run("write", dsl -> dsl.execute("SELECT 1"));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        beat();
    }

    private void beat() {
        try {
            fence.beatNow();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private int connected(String name) {
        return observer.fetchSingle(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND application_name = {0}",
                        DSL.val(name))
                .get(0, Integer.class);
    }

    private void end(String name) {
        List<Boolean> ended = new ArrayList<>(observer.fetch(
                        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND application_name = {0}",
                        DSL.val(name))
                .getValues(0, Boolean.class));
        assertThat(ended).containsExactly(true);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
