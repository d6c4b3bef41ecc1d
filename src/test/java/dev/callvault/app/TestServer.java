package dev.callvault.app;

import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Secret;
import dev.callvault.store.postgres.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of this JVM; every test gets a database of its own. */
public final class TestServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();
    private static final String TEMPLATE = template();

    private TestServer() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException failure) {
            throw new UncheckedIOException("a test of the store needs its database", failure);
        }
    }

    /** Migrating takes a second, copying what was migrated a moment. */
    private static String template() {
        String name = "archive_template";
        execute("CREATE DATABASE " + name);
        try (Database template = new Database(url(name), "postgres", null)) {
            template.migrate();
        }
        return name;
    }

    /** An archive of its own, migrated and empty. */
    public static DatabaseSettings freshDatabase() {
        String name = "archive_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return new DatabaseSettings(url(name), "postgres", Secret.NONE);
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + database;
    }

    private static void execute(String sql) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static Connection connect(DatabaseSettings database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), "");
    }
}
