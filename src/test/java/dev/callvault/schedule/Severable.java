package dev.callvault.schedule;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** A way to a database that can be cut, with all connections it has given, and mended. */
final class Severable {
    private final DataSource database;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Severable(DataSource database) {
        this.database = database;
    }

    DataSource asDataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connect();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    void cut() throws SQLException {
        cut = true;
        for (Connection connection : open) {
            connection.abort(Runnable::run);
        }
    }

    void mend() {
        cut = false;
    }

    private Connection connect() throws SQLException {
        if (cut) {
            throw new SQLException("the way to the database is cut");
        }
        Connection connection = database.getConnection();
        open.add(connection);
        return connection;
    }
}
