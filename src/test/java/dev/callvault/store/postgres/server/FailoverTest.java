package dev.callvault.store.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.app.TestDatabases;
import dev.callvault.call.AccountId;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Secret;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.sql.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers under one URL, of which the second takes over: every connection follows. */
@Proof
class FailoverTest {
    /** The pool does not test a connection that was in use within half a second. */
    private static final Duration POOL_TRUSTS = Duration.ofMillis(600);

    private final EmbeddedPostgres former = server();
    private final EmbeddedPostgres next = server();
    private final String hosts = "localhost:" + former.getPort() + ",localhost:" + next.getPort();
    private final Database database = TestDatabases.open(
            new DatabaseSettings("jdbc:postgresql://" + hosts + "/postgres", "postgres", Secret.NONE));

    private static EmbeddedPostgres server() {
        try {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(10))
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The same archive on both, as if one followed the other. */
    @BeforeEach
    void bothHoldTheArchive() throws SQLException {
        execute(next, "CREATE SCHEMA archive; CREATE TABLE archive.written (at timestamptz)");
        execute(former, "CREATE SCHEMA archive; CREATE TABLE archive.written (at timestamptz)");
    }

    @AfterEach
    void close() throws IOException {
        database.close();
        former.close();
        next.close();
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int port(Transactions transactions) {
        return transactions.inOne(
                "ask", dsl -> dsl.fetchSingle("SELECT inet_server_port()").get(0, Integer.class));
    }

    @Test
    void connections_leave_a_server_that_takes_no_writes_any_more() throws SQLException {
        Transactions writers = database.archiving();
        Transactions people = database.people();
        assertThat(port(writers)).isEqualTo(former.getPort());
        assertThat(port(people)).isEqualTo(former.getPort());
        assertThat(isFenceTaken()).isTrue();

        execute(former, "ALTER SYSTEM SET default_transaction_read_only = on");
        execute(former, "SELECT pg_reload_conf()");

        // the former server hears of its new setting in its own time; until then it rightly takes what is written
        Await.until("writers, none of whose writes fails", () -> {
            writers.run("write", dsl -> dsl.execute("INSERT INTO archive.written VALUES (now())"));
            return port(writers) == next.getPort();
        });
        Await.until("people's connections", POOL_TRUSTS, () -> port(people) == next.getPort());
        Await.until("the connection of the fences, which is tested with every beat", this::isFenceTaken);
    }

    /** In a fence, and still in it where the writes go. */
    private boolean isFenceTaken() {
        AtomicBoolean isWritten = new AtomicBoolean();
        try {
            return database.fence().alone(new AccountId(1), "test", Duration.ofSeconds(10), () -> {
                        database.archiving()
                                .run("write", dsl -> dsl.execute("INSERT INTO archive.written VALUES (now())"));
                        isWritten.set(true);
                    })
                    && isWritten.get();
        } catch (StoreFailure lost) {
            return false;
        }
    }
}
