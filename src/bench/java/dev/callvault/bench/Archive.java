package dev.callvault.bench;

import dev.callvault.app.Callvault;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Settings;
import dev.callvault.config.read.SettingsLoader;
import dev.callvault.store.postgres.server.Database;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An archive in a database of its own, and Callvault upon it, in this process. */
final class Archive implements AutoCloseable {
    private static final String ACCOUNT = """
            INSERT INTO archive.accounts (name, base_url, zone, created_at) VALUES ('default', '', 'America/New_York', now())
            ON CONFLICT (name) DO UPDATE SET zone = excluded.zone RETURNING account_id
            """;

    private final DatabaseSettings database;
    private final Drop drop;

    Archive(DatabaseSettings database, Drop drop) {
        this.database = database;
        this.drop = drop;
    }

    void migrate() {
        Settings settings = SettingsLoader.load(environment(URI.create("http://127.0.0.1:1/ws"), 1), Optional.empty());
        try (Callvault callvault = new Callvault(settings, Clock.systemUTC())) {
            callvault.migrate();
        }
    }

    /** What makes Callvault archive this provider into this archive, as fast as it can. */
    Map<String, String> environment(URI provider, int concurrency) {
        Map<String, String> environment = new HashMap<>();
        environment.put("CALLVAULT_ACCOUNT_URL", provider.toString());
        environment.put("CALLVAULT_ACCOUNT_USERNAME", "bench");
        environment.put("CALLVAULT_ACCOUNT_PASSWORD", "bench");
        environment.put("CALLVAULT_DATABASE_URL", database.url());
        environment.put("CALLVAULT_DATABASE_USERNAME", database.username());
        environment.put("CALLVAULT_DATABASE_PASSWORD", database.password().reveal());
        environment.put("CALLVAULT_CONCURRENCY", Integer.toString(concurrency));
        environment.put("CALLVAULT_REQUESTS_PER_SECOND", "0");
        environment.put("CALLVAULT_LOG_LEVEL", "warn");
        return environment;
    }

    /** Callvault on this archive; nothing is connected yet. */
    Pass pass(Upstream upstream, int concurrency) {
        Settings settings = SettingsLoader.load(environment(upstream.baseUrl(), concurrency), Optional.empty());
        return new Pass(new Callvault(settings, Clock.systemUTC()));
    }

    /** Everything that the upstream has, in full; complains when something is missing. */
    Timed archiveAll(Upstream upstream, int concurrency) {
        try (Pass pass = pass(upstream, concurrency)) {
            Timed timed = pass.run();
            long archived = timed.report().bodies().archived();
            if (archived != upstream.world().calls()) {
                throw new IllegalStateException(
                        "archived " + archived + " of " + upstream.world().calls() + " calls: " + timed.report());
            }
            return timed;
        }
    }

    Database database() {
        return new Database(
                database.url(), database.username(), database.password().reveal());
    }

    Connection connect() throws SQLException {
        return Server.connect(database);
    }

    /** The account of the measurements, made when it is new. */
    long account(Connection connection) throws SQLException {
        return ask(connection, ACCOUNT);
    }

    void execute(String... sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    static long ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        drop.run();
    }

    /** One pass and how long it took. */
    record Timed(RunReport report, double seconds) {}

    /** Callvault, to be run once or often. */
    record Pass(Callvault callvault) implements AutoCloseable {
        Timed run() {
            long begun = System.nanoTime();
            RunReport report = callvault.archive(RunListener.NONE).getFirst();
            double seconds = Seconds.since(begun);
            if (!report.failures().isEmpty() || report.isIncomplete()) {
                throw new IllegalStateException("a pass that is measured must not fail: " + report);
            }
            return new Timed(report, seconds);
        }

        @Override
        public void close() {
            callvault.close();
        }
    }

    /** Drops the database. */
    interface Drop {
        void run() throws SQLException;
    }
}
