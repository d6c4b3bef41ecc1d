package dev.callvault.store.postgres.server;

import dev.callvault.store.postgres.readers.UpdateReaders;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Takes readers' views out of the way of each migration, and puts them back in the same transaction. */
final class ReadersDuringMigration implements Callback {
    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                UpdateReaders.dropViews(context.getConnection());
            } else {
                UpdateReaders.makeViews(context.getConnection());
            }
        } catch (SQLException failure) {
            throw new FlywayException("the readers' views are in the way", failure);
        }
    }

    @Override
    public String getCallbackName() {
        return "readers";
    }
}
