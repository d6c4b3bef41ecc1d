package dev.callvault.store.postgres.server;

import dev.callvault.store.postgres.sql.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lets Flyway's connections idle, since one waits inside a transaction while another runs a long migration, and lets the
 * migration take its time.
 */
final class IdleConnections extends BaseCallback {
    /** A table of a year's calls may be written anew. */
    private static final Duration LONGEST = Duration.ofHours(6);

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_CONNECT;
    }

    @Override
    public void handle(Event event, Context context) {
        try (var statement = context.getConnection().createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0");
            context.getConnection().setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
        } catch (SQLException failure) {
            throw Transactions.failed("prepare for migrating", failure);
        }
    }
}
