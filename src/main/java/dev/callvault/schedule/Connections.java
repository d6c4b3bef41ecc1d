package dev.callvault.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/** Quartz's way to the database that it is given; closing that is its owner's business. */
record Connections(DataSource database) implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
        return database.getConnection();
    }

    @Override
    public void initialize() {}

    @Override
    public void shutdown() {}
}
