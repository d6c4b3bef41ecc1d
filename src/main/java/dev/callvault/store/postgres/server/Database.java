package dev.callvault.store.postgres.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.backup.RefusedRestore;
import dev.callvault.store.postgres.coordination.PostgresFence;
import dev.callvault.store.postgres.readers.PostgresReaders;
import dev.callvault.store.postgres.readers.SelectReaders;
import dev.callvault.store.postgres.server.ServerConnections.Login;
import dev.callvault.store.postgres.sql.Places;
import dev.callvault.store.postgres.sql.SchemaMark;
import dev.callvault.store.postgres.sql.Stopping;
import dev.callvault.store.postgres.sql.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database that holds an archive, with a fixed number of connections: a pool for archiving, a small one
 * for readers, and one connection for fences. Migrating and creating an index temporarily take one more. Creating this
 * object connects to nothing; closing it closes all connections.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final Sizes USUAL = new Sizes(10, 4);

    /** Archiving connections reserved for renewing claims and budget shares. */
    private static final int FOR_PULSES = 2;

    /** Who reads a log waits for its small statement, so there is one at a time, among those. */
    private static final int FOR_READS = 1;

    /** One reading connection is reserved for health and metrics, whatever people query. */
    private static final int FOR_HEALTH = 1;

    /** After waiting this long, a reader is told that too many queries are running. */
    private static final Duration PEOPLES_PATIENCE = Duration.ofSeconds(5);

    /** Flyway's own choice is to pass over migrations of a newer program. Only a view may be gone. */
    private static final String REPEATABLE_MISSING = "repeatable:missing";

    private static final String HAS_TABLES =
            "SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('archive'))";

    private static final String HAS_HISTORY = "SELECT EXISTS (SELECT FROM pg_class"
            + " WHERE relnamespace = to_regnamespace('archive') AND relname = 'flyway_schema_history')";

    private static final String MAY_MAKE_SCHEMAS = "SELECT has_database_privilege(current_database(), 'CREATE')";

    private static final String TABLES = "classpath:db/migration";

    private static final String[] EVEN_IF_PENDING = {REPEATABLE_MISSING, "*:pending"};

    private final HikariDataSource pool;
    private final HikariDataSource readers;
    private final HikariDataSource watchers;
    private final Presence presence = new Presence(System::nanoTime);
    private final Places work;
    private final Places lists;
    private final Places people;
    private final Places reads = Places.of(FOR_READS, PEOPLES_PATIENCE);
    private final Places health = Places.of(FOR_HEALTH);
    private final PostgresFence fence;
    private final Stopping stopping = new Stopping();
    private final List<ServerConnections> statements;

    private final String username;
    private final DataSource owner;

    /**
     * The maximum number of connections.
     *
     * @param archiving for any number of accounts and jobs
     * @param reading for people, health and metrics
     */
    public record Sizes(int archiving, int reading) {
        int workers() {
            return Math.max(1, archiving - FOR_PULSES);
        }

        /** A year of lines from many accounts must not delay logs that are about to expire. */
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
     * @param password null if the server needs none
     */
    public Database(String url, String username, @Nullable String password) {
        this(url, username, password, USUAL);
    }

    /**
     * Two logins: one owns and migrates the schema, the other archives.
     *
     * @param url JDBC URL
     * @param password asked for each connection
     * @param ownerName null for the same login
     */
    public Database(
            String url,
            String username,
            Supplier<@Nullable String> password,
            @Nullable String ownerName,
            Supplier<@Nullable String> ownerPassword) {
        this(
                new Login(url, username, password),
                ownerName == null ? null : new Login(url, ownerName, ownerPassword),
                USUAL);
    }

    /** One login for everything, with other numbers of connections. */
    public Database(String url, String username, @Nullable String password, Sizes sizes) {
        this(new Login(url, username, () -> password), null, sizes);
    }

    private Database(Login login, @Nullable Login owner, Sizes sizes) {
        PoolerCheck pooler = new PoolerCheck();
        this.username = login.name();
        ServerConnections archiving =
                new ServerConnections(login, "callvault", SessionSettings.ARCHIVING, pooler, presence);
        ServerConnections reading =
                new ServerConnections(login, "callvault readers", SessionSettings.READING, pooler, presence);
        ServerConnections watching =
                new ServerConnections(login, "callvault health", SessionSettings.WATCHING, pooler, presence);
        ServerConnections owning = new ServerConnections(
                owner == null ? login : owner, "callvault migrate", SessionSettings.PATIENT, pooler, presence);
        this.pool = pool(archiving, sizes.archiving(), SessionSettings.ARCHIVING);
        this.pool.setMinimumIdle(1);
        this.readers = pool(reading, sizes.people(), SessionSettings.READING);
        this.readers.setMinimumIdle(0);
        this.watchers = pool(watching, FOR_HEALTH, SessionSettings.WATCHING);
        this.watchers.setMinimumIdle(0);
        this.work = Places.of(sizes.workers());
        this.lists = Places.of(sizes.listers());
        this.people = Places.of(sizes.people(), PEOPLES_PATIENCE);
        ServerConnections fences =
                new ServerConnections(login, "callvault fences", SessionSettings.PATIENT, pooler, presence);
        this.fence = new PostgresFence(fences, fences.test());
        this.owner = owning;
        this.statements = List.of(archiving, reading, owning);
    }

    /** Connects only when first asked for a connection. */
    private static HikariDataSource pool(ServerConnections connections, int most, SessionSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(connections);
        config.setPoolName(connections.getApplicationName());
        config.setMaximumPoolSize(most);
        config.setConnectionTestQuery(connections.test());
        config.setExceptionOverride(new DropReadOnly());
        config.setConnectionTimeout(settings.reaching().toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        config.setInitializationFailTimeout(-1);
        HikariDataSource pool = new HikariDataSource();
        config.copyStateTo(pool);
        return pool;
    }

    /** A server that takes no writes may have been taken over from: the next connection finds out. */
    private static final class DropReadOnly implements SQLExceptionOverride {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException failure) {
            return "25006".equals(failure.getSQLState())
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }

    /** The archiving connections, for callers that limit their own use. */
    public DataSource dataSource() {
        return pool;
    }

    /** For archiving: a caller that has a place finds a free connection, however many wait. */
    public Transactions archiving() {
        return Transactions.patient(pool, work, stopping);
    }

    /** Limits how many archiving transactions store a listing. */
    public Places lists() {
        return lists;
    }

    /** For the small statements that renew what this process holds, and that must not wait for long ones. */
    public Transactions pulses() {
        return Transactions.pulses(pool, stopping);
    }

    /** For a small statement that writes while a person waits: tried once. */
    public Transactions reads() {
        return new Transactions(pool, reads);
    }

    /** For people's queries, which have a time limit. */
    public Transactions people() {
        return new Transactions(readers, people);
    }

    /** For health and metrics, which run one query at a time. */
    public Transactions health() {
        return new Transactions(watchers, health);
    }

    /** As the schema's owner, on a new connection. */
    public Transactions owner() {
        return new Transactions(owner);
    }

    public PostgresFence fence() {
        return fence;
    }

    /**
     * Updates the schemas; does nothing if they are up to date.
     *
     * @return the number of migrations run
     * @throws StoreFailure when the database cannot be reached, a migration fails, or this version cannot continue the
     *     archive; nothing is written to it then
     */
    public int migrate() {
        requireUnicode();
        owner().run("query the database", SchemaMark::require);
        Flyway flyway = flyway(REPEATABLE_MISSING);
        try {
            int migrations = flyway.migrate().migrationsExecuted;
            if (migrations > 0 || arePrivilegesMissing()) {
                GrantPrivileges.by(owner, username);
                updateReaders();
            }
            return migrations;
        } catch (FlywayException failure) {
            throw SchemaRefused.because(flyway, failure);
        } finally {
            forgetPlans(pool);
            forgetPlans(readers);
            forgetPlans(watchers);
        }
    }

    /**
     * Brings an archive without records to the schema of a backup, which may be older than this program's; without the views,
     * which fit this program's. Afterwards, {@link #migrate} does the rest.
     *
     * @throws RefusedRestore when this program does not know that version
     */
    public void migrateTo(String version) {
        requireUnicode();
        Flyway flyway =
                configuration(EVEN_IF_PENDING).locations(TABLES).target(version).load();
        if (Arrays.stream(flyway.info().all())
                .noneMatch(it -> it.getState().isResolved() && version.equals(String.valueOf(it.getVersion())))) {
            throw new RefusedRestore("the backup comes from a newer version of Callvault: its schema has version "
                    + version + ", which this one does not know; restore it with that version or a later one");
        }
        try {
            flyway.migrate();
        } catch (FlywayException failure) {
            throw SchemaRefused.because(flyway, failure);
        }
    }

    /**
     * Looks how far the schemas are; changes nothing.
     *
     * @throws StoreFailure when {@link #migrate} would refuse to continue the archive
     */
    public SchemaFacts schema() {
        requireUnicode();
        Flyway flyway = flyway(EVEN_IF_PENDING);
        try {
            if (!flyway.validateWithResult().validationSuccessful) {
                throw SchemaRefused.mismatch(flyway);
            }
            boolean isThere = isTrue(HAS_HISTORY);
            if (!isThere && isTrue(HAS_TABLES)) {
                throw SchemaRefused.foreign();
            }
            long pending = Arrays.stream(flyway.info().all())
                    .filter(it -> it.getState() == MigrationState.PENDING || it.getState() == MigrationState.OUTDATED)
                    .count();
            return new SchemaFacts(isThere, (int) pending, isTrue(MAY_MAKE_SCHEMAS));
        } catch (FlywayException failure) {
            throw SchemaRefused.because(flyway, failure);
        }
    }

    private void updateReaders() {
        try {
            new PostgresReaders(owner()).bringUpToDate();
        } catch (StoreFailure failure) {
            LOG.warn("{} — run 'callvault migrate' as the schema's owner.", failure.getMessage());
        }
    }

    /** Asks as the schema's owner. */
    private boolean isTrue(String sql) {
        return owner().inOne("query the database", dsl -> Boolean.TRUE.equals(dsl.fetchValue(sql)));
    }

    /** Before the first migration: later, only some of what was archived could not be stored. */
    private void requireUnicode() {
        try (Connection connection = owner.getConnection();
                var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW server_encoding")) {
            @Nullable String encoding = answer.next() ? answer.getString(1) : null;
            if (!"UTF8".equals(encoding)) {
                throw new StoreFailure(
                        "the database's encoding is " + encoding + ", which cannot hold every call log",
                        "Nothing was changed. Make a database for Callvault with CREATE DATABASE … ENCODING 'UTF8'"
                                + " TEMPLATE template0.",
                        new IllegalStateException(String.valueOf(encoding)));
            }
        } catch (SQLException failure) {
            throw Transactions.failed("connect to the database", failure);
        }
    }

    /** Replaces the connections, so that they see the current schema. */
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

    /** Reads the privileges of the ordinary login and the readers' role; requires an up-to-date schema. */
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

    /**
     * Other logins that may read and write this archive, since they are members of the cluster-wide role {@code
     * callvault_archiver} and may connect; empty for none.
     */
    public String otherArchivers() {
        return ask("SELECT string_agg(login.rolname, ', ' ORDER BY login.rolname) FROM pg_roles AS login"
                + " JOIN pg_roles AS archiver ON archiver.rolname = 'callvault_archiver'"
                + " WHERE login.rolcanlogin AND NOT login.rolsuper AND login.rolname <> current_user"
                + " AND login.oid <> (SELECT nspowner FROM pg_namespace WHERE nspname = 'archive')"
                + " AND pg_has_role(login.oid, archiver.oid, 'USAGE')"
                + " AND has_database_privilege(login.oid, current_database(), 'CONNECT')");
    }

    /** Which readers lack a setting, each with what to run; requires an up-to-date schema. */
    public List<String> incompleteReaders() {
        return people().inOne("look at the readers", SelectReaders::incomplete);
    }

    /** Reads facts about the server, for a person, who does not wait long for one that is away. */
    public ServerFacts facts() {
        return new ServerFacts(
                ask(readers, "SHOW server_version"),
                Integer.parseInt(ask("SHOW server_version_num")) / 10_000,
                ask("SELECT has_database_privilege(current_database(), 'CREATE')")
                        .equals("t"),
                bodyCompression().equals("lz4"),
                Long.parseLong(ask("SELECT pg_database_size(current_database())")));
    }

    /** Names of accounts whose provider is not on this machine, or that have another name; empty without an archive. */
    public String accountsOtherThan(String local) {
        if (!ask("SELECT to_regclass('archive.accounts') IS NOT NULL").equals("t")) {
            return "";
        }
        return ask("SELECT string_agg(name, ', ' ORDER BY name) FROM archive.accounts WHERE name <> '"
                + local.replace("'", "''") + "' OR base_url !~ '^http://(localhost|127[.]0[.]0[.]1)[:/]'");
    }

    private Flyway flyway(String... overlooked) {
        return configuration(overlooked).load();
    }

    private FluentConfiguration configuration(String... overlooked) {
        return Flyway.configure()
                .dataSource(owner)
                .schemas("archive")
                .locations(TABLES, "classpath:db/reporting")
                .placeholders(Map.of("body_compression", bodyCompression()))
                .ignoreMigrationPatterns(overlooked)
                .callbacks(new ReadersDuringMigration());
    }

    /** lz4 compresses bodies 3 to 5 times faster than pglz, where the server was built with it. */
    private String bodyCompression() {
        String sql = "SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'";
        return ask(sql).equals("t") ? "lz4" : "pglz";
    }

    /** From now on, the log says when the database is away, and when it is back. */
    public void tellPresence() {
        presence.speak();
    }

    /** From now on, nothing waits for a server that is away: the program is to stop. */
    public void hurry() {
        stopping.begin();
    }

    /** Ends the statements that are running, for a program that is to stop and cannot wait for them; returns at once. */
    public void cancel() {
        statements.forEach(ServerConnections::cancel);
    }

    private String ask(String sql) {
        return ask(pool, sql);
    }

    /** Runs a query with one result, as text; empty for null. */
    private static String ask(DataSource connections, String sql) {
        try (Connection connection = connections.getConnection();
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
        watchers.close();
        pool.close();
    }
}
