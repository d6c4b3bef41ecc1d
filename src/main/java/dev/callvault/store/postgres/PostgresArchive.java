package dev.callvault.store.postgres;

import dev.callvault.store.Accounts;
import dev.callvault.store.BodyStore;
import dev.callvault.store.Fence;
import dev.callvault.store.HealthStore;
import dev.callvault.store.ListingStore;
import dev.callvault.store.Maintenance;
import dev.callvault.store.RunStore;
import dev.callvault.store.ServedLogs;
import dev.callvault.store.SessionTimes;
import dev.callvault.store.StatusStore;
import javax.sql.DataSource;

/** The archive's ports on PostgreSQL. Making it does no I/O; every part may be used by many threads. */
public final class PostgresArchive {
    private final DataSource database;
    private final Transactions transactions;

    public PostgresArchive(DataSource database) {
        this.database = database;
        this.transactions = new Transactions(database);
    }

    public Accounts accounts() {
        return new PostgresAccounts(transactions);
    }

    public ListingStore listings() {
        return new PostgresListingStore(transactions);
    }

    public BodyStore bodies() {
        return new PostgresBodyStore(transactions);
    }

    public RunStore runs() {
        return new PostgresRunStore(transactions);
    }

    public StatusStore status() {
        return new PostgresStatusStore(transactions);
    }

    public ServedLogs served() {
        return new PostgresServedLogs(transactions);
    }

    public HealthStore health() {
        return new PostgresHealthStore(transactions);
    }

    public Maintenance maintenance() {
        return new PostgresMaintenance(transactions);
    }

    public SessionTimes sessionTimes() {
        return new SelectSessionTimes(transactions);
    }

    public Fence fence() {
        return new PostgresFence(database);
    }
}
