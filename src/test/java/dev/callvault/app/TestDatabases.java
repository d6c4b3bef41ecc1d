package dev.callvault.app;

import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Secret;
import dev.callvault.store.postgres.server.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases of one PostgreSQL server, whichever it is; every test gets one of its own. */
public final class TestDatabases {
    private static final String TEMPLATE = "archive_template";

    private final AtomicInteger made = new AtomicInteger();
    private final String server;
    private final String username;
    private final Secret password;

    /**
     * Migrating takes a second, copying what was migrated a moment: so the server is given one migrated database to copy.
     *
     * @param server JDBC URL of the server, up to the slash before the database
     * @param username a superuser
     */
    public TestDatabases(String server, String username, Secret password) {
        this.server = server;
        this.username = username;
        this.password = password;
        execute("CREATE DATABASE " + TEMPLATE);
        try (Database template = open(at(TEMPLATE))) {
            template.migrate();
        }
    }

    /** An archive of its own, migrated and empty. */
    public DatabaseSettings fresh() {
        return made("archive_", " TEMPLATE " + TEMPLATE);
    }

    /** A database with nothing in it, not even schemas. */
    public DatabaseSettings empty() {
        return made("empty_", "");
    }

    private DatabaseSettings made(String prefix, String options) {
        String name = prefix + made.incrementAndGet();
        execute("CREATE DATABASE " + name + options);
        DatabasesOfClasses.dropWithClass(() -> execute("DROP DATABASE " + name + " WITH (FORCE)"));
        return at(name);
    }

    private DatabaseSettings at(String name) {
        return new DatabaseSettings(server + "/" + name, username, password);
    }

    /** A pool of connections of its own: another node. */
    public static Database open(DatabaseSettings database) {
        return new Database(
                database.url(), database.username(), database.password().reveal());
    }

    static Connection connect(DatabaseSettings database) throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.username(), database.password().reveal());
    }

    private void execute(String sql) {
        try (Connection connection = connect(at("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
