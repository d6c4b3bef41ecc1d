package dev.callvault.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.postgres.migration.V2__Quartz;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Nodes on one real PostgreSQL, by real time: Quartz knows no other. */
final class Cluster implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration TEN_HOURS = Duration.ofHours(10);
    static final InstantSource CLOCK = InstantSource.system();
    static final Timing UNWATCHED = new Timing(SECOND, SECOND.multipliedBy(2), TEN_HOURS);
    static final Timing WATCHED = new Timing(SECOND, SECOND.multipliedBy(2), Duration.ofMillis(500));

    /** Nothing here takes so long; a wait that does has failed. */
    private static final long PATIENCE_SECONDS = 40;

    private final List<Schedule> nodes = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // by beforeAll
    private EmbeddedPostgres server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = EmbeddedPostgres.start();
        Flyway.configure()
                .dataSource(database())
                .locations("classpath:no/such")
                .javaMigrations(new V2__Quartz())
                .load()
                .migrate();
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        nodes.forEach(node -> node.close(Duration.ZERO));
        nodes.clear();
        execute("TRUNCATE quartz.qrtz_fired_triggers, quartz.qrtz_scheduler_state, quartz.qrtz_job_details CASCADE");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        server.close();
    }

    DataSource database() {
        return server.getPostgresDatabase();
    }

    Schedule node(Timing timing) {
        return node(database(), 4, timing);
    }

    Schedule node(DataSource way, int threads, Timing timing) {
        Schedule node = new Schedule(way, "node", threads, CLOCK, timing);
        nodes.add(node);
        return node;
    }

    static Recurring every(Duration interval, String name, Runnable work) {
        return new Recurring(name, interval, Duration.ZERO, work);
    }

    static void await(Semaphore happened, int times) throws InterruptedException {
        assertThat(happened.tryAcquire(times, PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("happened %d times", times)
                .isTrue();
    }

    /** Waits until a query answers so. */
    void awaitAnswer(String expected, String query) throws SQLException, InterruptedException {
        Semaphore never = new Semaphore(0);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!select(query).equals(expected) && System.nanoTime() < deadline) {
            assertThat(never.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(select(query)).isEqualTo(expected);
    }

    String select(String query) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
