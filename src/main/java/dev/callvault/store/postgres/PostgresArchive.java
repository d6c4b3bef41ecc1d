package dev.callvault.store.postgres;

import dev.callvault.call.AccountId;
import dev.callvault.source.BudgetLedger;
import dev.callvault.store.Accounts;
import dev.callvault.store.Activity;
import dev.callvault.store.BodyProofStore;
import dev.callvault.store.BodySearch;
import dev.callvault.store.BodyStore;
import dev.callvault.store.CallSearch;
import dev.callvault.store.ErrorKinds;
import dev.callvault.store.Exports;
import dev.callvault.store.Fence;
import dev.callvault.store.Forgetting;
import dev.callvault.store.HealthStore;
import dev.callvault.store.JobStore;
import dev.callvault.store.ListingStore;
import dev.callvault.store.LoginStore;
import dev.callvault.store.Maintenance;
import dev.callvault.store.ProofStore;
import dev.callvault.store.ReportStore;
import dev.callvault.store.ReportViews;
import dev.callvault.store.RunStore;
import dev.callvault.store.ServedLogs;
import dev.callvault.store.SessionTimes;
import dev.callvault.store.StatusStore;
import dev.callvault.store.StoredTexts;
import java.util.Optional;
import javax.sql.DataSource;

/** The archive's ports on PostgreSQL. Making it does no I/O; every part may be used by many threads. */
public final class PostgresArchive {
    private final DataSource database;
    private final Transactions transactions;
    private final Transactions owner;

    public PostgresArchive(DataSource database) {
        this(database, database);
    }

    /** @param owner connects as the schema's owner, who alone may make indexes */
    public PostgresArchive(DataSource database, DataSource owner) {
        this.owner = new Transactions(owner);
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

    public ProofStore proofs() {
        return new PostgresProofStore(transactions);
    }

    public BodyProofStore bodyProofs() {
        return new PostgresBodyProofStore(transactions);
    }

    public CallSearch callSearch() {
        return new PostgresCallSearch(transactions);
    }

    public ErrorKinds errorKinds() {
        return new SelectErrorKinds(transactions);
    }

    public ReportViews reportViews() {
        return new PostgresReportViews(transactions);
    }

    public Activity activity() {
        return new PostgresActivity(transactions);
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

    public ReportStore reports() {
        return new PostgresReportStore(transactions);
    }

    public Exports exports() {
        return new PostgresExports(transactions);
    }

    public BodySearch bodySearch() {
        return new PostgresBodySearch(transactions, owner);
    }

    public Forgetting forgetting() {
        return new PostgresForgetting(transactions);
    }

    public StoredTexts storedTexts() {
        return new PostgresStoredTexts(transactions);
    }

    public SessionTimes sessionTimes() {
        return new SelectSessionTimes(transactions);
    }

    /**
     * The budget that all nodes share.
     *
     * @param holder this process, by a name that no other has
     * @param concurrency requests at once, over all nodes
     */
    public BudgetLedger budget(AccountId account, String holder, int concurrency) {
        return new PostgresBudgetLedger(transactions, account, holder, concurrency, Optional.empty());
    }

    public JobStore jobs() {
        return new PostgresJobStore(transactions, Optional.empty());
    }

    public LoginStore logins() {
        return new PostgresLoginStore(transactions);
    }

    public Fence fence() {
        return new PostgresFence(database);
    }
}
