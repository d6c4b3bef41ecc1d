package dev.callvault.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.migration.V2__Quartz;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL database that holds an archive, behind a pool of connections. Making it connects to nothing; closing it closes
 * the pool.
 */
public final class Database implements AutoCloseable {
    /**
     * Runs hold one connection for their fence and use another, those over bodies up to three; the rest is for the scheduler
     * and for people.
     */
    private static final int CONNECTIONS = 16;

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    /** A connection that says nothing for so long is dead; the driver's own default waits for ever. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(10);

    /**
     * A process that hangs inside a transaction holds its locks, and everybody up, until the server ends it: sooner than a
     * fence is lost, so that a transaction which began inside a fence also ends inside it.
     */
    private static final String END_HANGING_TRANSACTIONS = "SET idle_in_transaction_session_timeout = '15s'";

    private final HikariDataSource pool;

    private final String username;
    private final DataSource owner;

    /**
     * One login for everything.
     *
     * @param url JDBC URL
     * @param password null where the server asks for none
     */
    public Database(String url, String username, @Nullable String password) {
        this(url, username, password, null, null);
    }

    /**
     * Two logins: one that owns the schema and migrates it, and one that archives.
     *
     * @param url JDBC URL
     * @param password null where the server asks for none
     * @param ownerName null for the same login
     */
    public Database(
            String url,
            String username,
            @Nullable String password,
            @Nullable String ownerName,
            @Nullable String ownerPassword) {
        this.username = username;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setPoolName("callvault");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_PATIENCE.toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(END_HANGING_TRANSACTIONS);
        config.addDataSourceProperty("ApplicationName", "callvault");
        config.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
        config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT_PATIENCE.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        this.pool = new HikariDataSource(config);
        this.owner = ownerName == null ? pool : owner(url, ownerName, ownerPassword);
    }

    /** Migrating needs a connection or two, for a moment: no pool. */
    private static DataSource owner(String url, String name, @Nullable String password) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(url);
        owner.setUser(name);
        owner.setPassword(password);
        owner.setApplicationName("callvault migrate");
        owner.setConnectTimeout((int) CONNECT_PATIENCE.toSeconds());
        owner.setSocketTimeout((int) SOCKET_TIMEOUT.toSeconds());
        return owner;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Connects as the schema's owner; the same as {@link #dataSource} where one login does everything. */
    public DataSource ownerDataSource() {
        return owner;
    }

    /**
     * Brings the schemas up to date; does nothing when they are.
     *
     * @return how many migrations ran
     * @throws StoreFailure when the database cannot be reached or a migration fails
     */
    public int migrate() {
        try {
            int migrations = flyway().migrate().migrationsExecuted;
            if (migrations > 0 || arePrivilegesMissing()) {
                GrantPrivileges.by(owner, username);
            }
            return migrations;
        } catch (FlywayException failure) {
            throw Transactions.failed("bring the database up to date", failure);
        } finally {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private boolean arePrivilegesMissing() {
        return ask("SELECT NOT has_schema_privilege('archive', 'USAGE') OR EXISTS (SELECT FROM pg_roles"
                        + " WHERE rolname IN ('callvault_archiver', 'callvault_reader')"
                        + " AND NOT has_schema_privilege(oid, 'reporting', 'USAGE'))")
                .equals("t");
    }

    /** Asks the server about the ordinary login and the readers' role; the schema is up to date. */
    public LoginFacts login() {
        return new LoginFacts(
                username,
                ask("SELECT has_schema_privilege('archive', 'USAGE')").equals("t")
                        && ask("SELECT has_table_privilege('archive.calls', 'INSERT')"
                                        + " AND has_function_privilege('archive.make_month(date)', 'EXECUTE')")
                                .equals("t"),
                ask("SELECT has_schema_privilege('archive', 'CREATE')").equals("t"),
                ask("SELECT count(*) > 0 FROM pg_roles WHERE rolname = 'callvault_reader'"
                                + " AND has_schema_privilege(oid, 'reporting', 'USAGE')"
                                + " AND NOT has_schema_privilege(oid, 'archive', 'USAGE')")
                        .equals("t"));
    }

    /** Asks the server about itself. */
    public ServerFacts facts() {
        return new ServerFacts(
                ask("SHOW server_version"),
                Integer.parseInt(ask("SHOW server_version_num")) / 10_000,
                ask("SELECT has_database_privilege(current_database(), 'CREATE')")
                        .equals("t"),
                bodyCompression().equals("lz4"),
                Long.parseLong(ask("SELECT pg_database_size(current_database())")));
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(owner)
                .callbacks(new Patient())
                .schemas("archive")
                .javaMigrations(new V2__Quartz())
                .locations("classpath:db/migration", "classpath:db/reporting")
                .placeholders(Map.of("body_compression", bodyCompression()))
                .load();
    }

    /** lz4 compresses bodies 3 to 5 times faster than pglz, where the server was built with it. */
    private String bodyCompression() {
        String sql = "SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'";
        return ask(sql).equals("t") ? "lz4" : "pglz";
    }

    /** Asks the server one question with one answer, as text; empty for null. */
    private String ask(String sql) {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            @Nullable String value = answer.next() ? answer.getString(1) : null;
            return value == null ? "" : value;
        } catch (SQLException failure) {
            throw Transactions.failed("ask the database", failure);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
