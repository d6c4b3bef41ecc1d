package dev.callvault.bench;

import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Secret;
import dev.callvault.store.postgres.server.EmbeddedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The PostgreSQL to measure on; every measurement gets a database of its own, which is dropped behind it. */
final class Server implements AutoCloseable {
    private static final String TEMPLATE = "callvault_bench_template";

    private final DatabaseSettings settings;
    private final Runnable stop;
    private final AtomicInteger databases = new AtomicInteger();

    private Server(DatabaseSettings settings, Runnable stop) throws Exception {
        this.settings = settings;
        this.stop = stop;
        execute("DROP DATABASE IF EXISTS " + TEMPLATE);
        execute("CREATE DATABASE " + TEMPLATE);
        try (Archive template = new Archive(database(TEMPLATE), () -> {})) {
            template.migrate();
        }
    }

    /** The server of the settings, else the embedded one just as Callvault starts it. */
    static Server open(BenchSettings bench) throws Exception {
        if (bench.database().isPresent()) {
            return new Server(bench.database().get(), () -> {});
        }
        Path data = bench.home().resolve("target/bench/data");
        EmbeddedServer embedded = EmbeddedServer.open(data);
        return new Server(
                new DatabaseSettings(embedded.jdbcUrl(), embedded.username(), new Secret(embedded.password())),
                embedded::close);
    }

    /** An archive without a row. */
    Archive empty() throws SQLException {
        String name = "callvault_bench_" + databases.incrementAndGet();
        execute("DROP DATABASE IF EXISTS " + name);
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return new Archive(database(name), () -> execute("DROP DATABASE " + name + " WITH (FORCE)"));
    }

    /** The same server, another database. */
    private DatabaseSettings database(String name) {
        String url = settings.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
        return new DatabaseSettings(url, settings.username(), settings.password());
    }

    /** Name, version and how it compresses bodies. */
    String describe() throws SQLException {
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT 'PostgreSQL ' || split_part(current_setting("
                        + "'server_version'), ' ', 1) || ', ' || CASE WHEN 'lz4' = ANY (enumvals) THEN 'lz4' ELSE 'pglz' END"
                        + " FROM pg_settings WHERE name = 'default_toast_compression'")) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** Writes out what is waiting, so that no measurement pays for the one before. */
    void settle() throws SQLException {
        execute("CHECKPOINT");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Connection connect(DatabaseSettings database) throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.username(), database.password().reveal());
    }

    @Override
    public void close() throws SQLException {
        execute("DROP DATABASE " + TEMPLATE);
        stop.run();
    }
}
