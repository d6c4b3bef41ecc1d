package dev.callvault.store.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.app.TestDatabases;
import dev.callvault.app.TestServer;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.server.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that is away for a moment, or two transactions in each other's way, do to archiving. */
class RetriesTest {
    private final DatabaseSettings server = TestServer.freshDatabase();
    private final Database database = TestDatabases.open(server);
    private final AtomicInteger tries = new AtomicInteger();

    @AfterEach
    void close() {
        database.close();
    }

    private static DataAccessException failure(String state) {
        return new DataAccessException("", new SQLException("", state));
    }

    @Test
    void a_program_that_stops_waits_for_no_server_that_is_away() {
        database.hurry();

        assertThatThrownBy(() -> database.archiving().run("store", dsl -> {
                    tries.incrementAndGet();
                    throw failure("57P01");
                }))
                .isInstanceOf(StoreFailure.class);

        assertThat(tries).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "40001, false, true",
        "40001, true, true",
        "40P01, false, true",
        "57P01, false, true",
        "57P01, true, false",
        "57P03, false, true",
        "08006, false, true",
        "08006, true, false",
        "53300, false, true",
        "25006, false, true",
        "23505, false, false",
        "23P01, false, false",
        "42501, false, false",
        "57014, false, false",
        "53100, false, false"
    })
    void only_what_was_certainly_rolled_back_is_run_again(String state, boolean isAtCommit, boolean isRunAgain) {
        assertThat(Retries.PATIENT
                        .next(failure(state), isAtCommit, 1, Duration.ZERO)
                        .isPresent())
                .isEqualTo(isRunAgain);
    }

    @Test
    void waiting_and_conflicts_have_a_bound() {
        assertThat(Retries.PATIENT.next(failure("08006"), false, 30, Duration.ofSeconds(90)))
                .isEmpty();
        assertThat(Retries.PATIENT.next(failure("08006"), false, 30, Duration.ofSeconds(80)))
                .contains(Duration.ofSeconds(5));
        assertThat(Retries.PATIENT.next(failure("40001"), false, 5, Duration.ZERO))
                .isEmpty();
        assertThat(Retries.AT_ONCE.next(failure("08006"), false, 1, Duration.ZERO))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "57P03", "53300", "25006"})
    void archiving_goes_on_after(String state) {
        int answer = database.archiving().inOne("ask", dsl -> {
            if (tries.incrementAndGet() == 1) {
                dsl.execute("DO $$ BEGIN RAISE EXCEPTION 'once' USING ERRCODE = '" + state + "'; END $$");
            }
            return one(dsl);
        });

        assertThat(answer).isOne();
        assertThat(tries).hasValue(2);
    }

    @Test
    void archiving_goes_on_after_its_connection_was_ended() {
        database.archiving().run("write", dsl -> {
            if (tries.incrementAndGet() == 1) {
                int process = dsl.fetchSingle("SELECT pg_backend_pid()").get(0, Integer.class);
                elsewhere("SELECT pg_terminate_backend(" + process + ")");
            }
            assertThat(one(dsl)).isOne();
        });

        assertThat(tries).hasValue(2);
    }

    @Test
    void archiving_waits_until_the_server_takes_writes_again() {
        String name = server.url().replaceFirst(".*/", "");
        elsewhere("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
        database.archiving().run("write", dsl -> {
            if (tries.incrementAndGet() == 2) {
                elsewhere("ALTER DATABASE " + name + " SET default_transaction_read_only = off");
            }
            dsl.execute("UPDATE archive.settings SET reporting_zone = reporting_zone");
        });

        assertThat(tries.get()).isGreaterThan(2);
    }

    /** On another thread, since nobody with a connection asks for another. */
    private void elsewhere(String sql) {
        Thread other = Thread.ofVirtual()
                .start(() -> database.owner().run("change the server", dsl -> {
                    dsl.execute("SET TRANSACTION READ WRITE");
                    dsl.execute(sql);
                }));
        try {
            other.join();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    @Test
    void people_hear_at_once() {
        assertThatThrownBy(() -> database.people().run("ask", dsl -> {
                    tries.incrementAndGet();
                    dsl.execute("DO $$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '57P03'; END $$");
                }))
                .isInstanceOf(StoreFailure.class);
        assertThat(tries).hasValue(1);
    }

    private static int one(DSLContext dsl) {
        return dsl.fetchSingle("SELECT 1").get(0, Integer.class);
    }
}
