package dev.callvault.app;

import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** One real PostgreSQL for all tests of this JVM, the embedded one; every test gets a database of its own. */
public final class TestServer {
    private static final EmbeddedPostgres SERVER = start();
    private static final TestDatabases DATABASES =
            new TestDatabases("jdbc:postgresql://localhost:" + SERVER.getPort(), "postgres", Secret.NONE);

    private TestServer() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(10))
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "500"); // tests that try many things at once have many pools
            QuickDisk.directory().ifPresent(server::setDataDirectory);
            return server.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("a test of the store needs its database", failure);
        }
    }

    /** An archive of its own, migrated and empty. */
    public static DatabaseSettings freshDatabase() {
        return DATABASES.fresh();
    }

    /** A database with nothing in it, not even schemas. */
    public static DatabaseSettings emptyDatabase() {
        return DATABASES.empty();
    }

    static Connection connect(DatabaseSettings database) throws SQLException {
        return TestDatabases.connect(database);
    }
}
