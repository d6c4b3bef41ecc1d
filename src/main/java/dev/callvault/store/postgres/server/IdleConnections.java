package dev.callvault.store.postgres.server;

import dev.callvault.store.postgres.sql.Transactions;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Lets Flyway's connections idle: one waits inside a transaction while another runs a long migration. */
final class IdleConnections extends BaseCallback {
    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_CONNECT;
    }

    @Override
    public void handle(Event event, Context context) {
        try (var statement = context.getConnection().createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = 0");
        } catch (SQLException failure) {
            throw Transactions.failed("prepare for migrating", failure);
        }
    }
}
