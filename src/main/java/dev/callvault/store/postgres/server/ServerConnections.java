package dev.callvault.store.postgres.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * New connections to the server; all connections of this program are opened here and begin alike. What the URL says
 * about the driver comes before what is chosen here.
 */
final class ServerConnections extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;

    /**
     * Fails on a server that another has taken over from: one that follows, or one that was set to take no writes, even
     * for a connection that only reads.
     */
    private static final String IS_STILL_FIRST = """
            SELECT 1 / CASE WHEN pg_catalog.pg_is_in_recovery() OR EXISTS (
                SELECT FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only' AND reset_val = 'on')
            THEN 0 ELSE 1 END""";

    private final transient SessionSettings settings;
    private final transient PoolerCheck pooler;
    private final transient Presence presence;
    /** Few: those that were closed are forgotten when another is opened. */
    private final transient Set<Connection> opened = ConcurrentHashMap.newKeySet();
    /** Asked for each connection: it may change while the program runs. */
    private final transient Supplier<@Nullable String> password;

    /** A login and where it connects. */
    record Login(String url, String name, Supplier<@Nullable String> password) {}

    /** @param name what the server shows for these connections */
    ServerConnections(Login login, String name, SessionSettings settings, PoolerCheck pooler, Presence presence) {
        this.settings = settings;
        this.pooler = pooler;
        this.password = login.password();
        this.presence = presence;
        setUrl(login.url());
        setUser(login.name());
        setApplicationName(name);
        if (!login.url().contains("connectTimeout=")) {
            setConnectTimeout((int) settings.reaching().toSeconds());
        }
        if (!login.url().contains("socketTimeout=")) {
            setSocketTimeout((int) settings.silence().toSeconds());
        }
        if (!login.url().contains("tcpKeepAlive=")) {
            setTcpKeepAlive(true);
        }
        if (hasSeveralHosts() && !login.url().contains("targetServerType=")) {
            // after a failover, the host that takes writes is the one to find
            setTargetServerType("primary");
        }
    }

    /** Asks whether a connection is still of use. */
    String test() {
        return hasSeveralHosts() ? IS_STILL_FIRST : "SELECT 1";
    }

    /** Whether one host can take over from another. */
    private boolean hasSeveralHosts() {
        return getServerNames().length > 1;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(getUser(), password.get());
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        Connection connection = reached(user, password);
        try {
            pooler.check(connection, () -> super.getConnection(user, password));
            settings.apply(connection);
            remember(connection);
            return connection;
        } catch (SQLException | RuntimeException refused) {
            connection.close();
            throw refused;
        }
    }

    private Connection reached(@Nullable String user, @Nullable String password) throws SQLException {
        try {
            Connection connection = super.getConnection(user, password);
            presence.there(String.valueOf(user));
            return connection;
        } catch (SQLException failure) {
            presence.away(String.valueOf(user), failure);
            throw failure;
        }
    }

    private void remember(Connection connection) {
        opened.removeIf(ServerConnections::isClosed);
        opened.add(connection);
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException gone) {
            return true;
        }
    }

    /** Ends the statements that are running, each from a thread of its own: the server may be out of reach. */
    void cancel() {
        opened.forEach(connection -> Thread.ofPlatform().daemon().name("cancel").start(() -> {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
            } catch (SQLException gone) {
                opened.remove(connection);
            }
        }));
    }
}
