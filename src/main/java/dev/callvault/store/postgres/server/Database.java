package dev.callvault.store.postgres.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.coordination.PostgresFence;
import dev.callvault.store.postgres.sql.Places;
import dev.callvault.store.postgres.sql.Transactions;
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
 * A PostgreSQL database that holds an archive, behind connections of a fixed number: a pool for archiving, a small one for
 * whoever reads, and one for the fences; migrating, and making an index, take one more for a while. Making it connects to
 * nothing; closing it closes them all.
 */
public final class Database implements AutoCloseable {
    private static final Sizes USUAL = new Sizes(10, 4);

    /** Of the archiving connections so many are left to what keeps claims and shares of budgets alive. */
    private static final int FOR_PULSES = 2;

    /** Of the reading connections one is left to health and metrics, whatever people ask. */
    private static final int FOR_HEALTH = 1;

    /** Who waits longer for a turn hears that there are too many. */
    private static final Duration PEOPLES_PATIENCE = Duration.ofSeconds(5);

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    /** A connection that says nothing for so long is dead; the driver's own default waits for ever. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(10);

    /**
     * A process that hangs inside a transaction holds its locks, and everybody up, until the server ends it: sooner than a
     * fence is lost, so that a transaction which began inside a fence also ends inside it.
     */
    private static final String END_HANGING_TRANSACTIONS = "SET idle_in_transaction_session_timeout = '15s'";

    /** A reader may pause for long; but not for ever, since months cannot be dropped while it reads. */
    private static final String END_READERS =
            "SET idle_in_transaction_session_timeout = '1h'; SET statement_timeout = '1min';"
                    + " SET default_transaction_read_only = on";

    private final HikariDataSource pool;
    private final HikariDataSource readers;
    private final Places work;
    private final Places lists;
    private final Places people;
    private final PostgresFence fence;

    private final String username;
    private final DataSource owner;

    /**
     * How many connections there are at most.
     *
     * @param archiving whatever the number of accounts and jobs
     * @param reading for people, health and metrics
     */
    public record Sizes(int archiving, int reading) {
        int workers() {
            return Math.max(1, archiving - FOR_PULSES);
        }

        /** A year of many accounts' lines must not keep waiting what is about to expire. */
        int listers() {
            return Math.max(1, workers() / 2);
        }

        public int people() {
            return Math.max(1, reading - FOR_HEALTH);
        }
    }

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
        this(
                new Login(url, username, password),
                ownerName == null ? null : new Login(url, ownerName, ownerPassword),
                USUAL);
    }

    /** One login for everything, with other numbers of connections. */
    public Database(String url, String username, @Nullable String password, Sizes sizes) {
        this(new Login(url, username, password), null, sizes);
    }

    private Database(Login login, @Nullable Login owner, Sizes sizes) {
        this.username = login.name();
        this.pool = pool(login, "callvault", sizes.archiving(), END_HANGING_TRANSACTIONS);
        this.pool.setMinimumIdle(1);
        this.readers = pool(login, "callvault readers", sizes.reading(), END_READERS);
        this.readers.setMinimumIdle(0);
        this.work = Places.of(sizes.workers());
        this.lists = Places.of(sizes.listers());
        this.people = Places.of(sizes.people(), PEOPLES_PATIENCE);
        this.fence = new PostgresFence(single(login, "callvault fences"));
        this.owner = single(owner == null ? login : owner, "callvault migrate");
    }

    /** Who connects where. */
    private record Login(String url, String name, @Nullable String password) {}

    /** Connects to nothing before it is first asked for a connection. */
    private static HikariDataSource pool(Login login, String name, int most, String prepare) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(login.url());
        config.setUsername(login.name());
        config.setPassword(login.password());
        config.setPoolName(name);
        config.setMaximumPoolSize(most);
        config.setConnectionTimeout(CONNECT_PATIENCE.toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(prepare);
        config.addDataSourceProperty("ApplicationName", name);
        config.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
        config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT_PATIENCE.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        HikariDataSource pool = new HikariDataSource();
        config.copyStateTo(pool);
        return pool;
    }

    /** Connections of their own, no pool. */
    private static DataSource single(Login login, String name) {
        PGSimpleDataSource single = new PGSimpleDataSource();
        single.setUrl(login.url());
        single.setUser(login.name());
        single.setPassword(login.password());
        single.setApplicationName(name);
        single.setConnectTimeout((int) CONNECT_PATIENCE.toSeconds());
        single.setSocketTimeout((int) SOCKET_TIMEOUT.toSeconds());
        single.setTcpKeepAlive(true);
        return single;
    }

    /** The archiving connections, for whoever has a turn of his own. */
    public DataSource dataSource() {
        return pool;
    }

    /** For archiving: whoever has a place finds a connection, however many wait. */
    public Transactions archiving() {
        return new Transactions(pool, work);
    }

    /** How many of those who archive store a listing. */
    public Places lists() {
        return lists;
    }

    /** For the small statements that keep what this process holds, and must not wait for long ones. */
    public Transactions pulses() {
        return new Transactions(pool);
    }

    /** For people, whose statements are bounded. */
    public Transactions people() {
        return new Transactions(readers, people);
    }

    /** For health and metrics, which ask one thing at a time. */
    public Transactions health() {
        return new Transactions(readers);
    }

    /** As the schema's owner, on a connection that is made for it. */
    public Transactions owner() {
        return new Transactions(owner);
    }

    public PostgresFence fence() {
        return fence;
    }

    /**
     * Brings the schemas up to date; does nothing when they are.
     *
     * @return how many migrations ran
     * @throws StoreFailure when the database cannot be reached, a migration fails, or the archive is one that this version
     *     cannot continue, to which nothing is written then
     */
    public int migrate() {
        Flyway flyway = flyway();
        try {
            int migrations = flyway.migrate().migrationsExecuted;
            if (migrations > 0 || arePrivilegesMissing()) {
                GrantPrivileges.by(owner, username);
            }
            return migrations;
        } catch (FlywayException failure) {
            throw SchemaRefused.because(flyway, failure);
        } finally {
            forgetPlans(pool);
            forgetPlans(readers);
        }
    }

    /** New connections see the schema as it is now. */
    private static void forgetPlans(HikariDataSource connections) {
        @Nullable HikariPoolMXBean used = connections.getHikariPoolMXBean();
        if (used != null) {
            used.softEvictConnections();
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
                .locations("classpath:db/migration", "classpath:db/reporting")
                .placeholders(Map.of("body_compression", bodyCompression()))
                // Flyway's own choice is to pass over migrations of a newer program. Only a view may be gone.
                .ignoreMigrationPatterns("repeatable:missing")
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
            throw Transactions.failed("query the database", failure);
        }
    }

    @Override
    public void close() {
        fence.close();
        readers.close();
        pool.close();
    }
}
