package dev.callvault.store.postgres;

import dev.callvault.call.AccountId;
import dev.callvault.number.NumberReader;
import dev.callvault.source.BudgetLedger;
import dev.callvault.source.MemoryBudget;
import dev.callvault.store.Accounts;
import dev.callvault.store.Maintenance;
import dev.callvault.store.NumberStore;
import dev.callvault.store.backup.BackupStore;
import dev.callvault.store.backup.MoveStore;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.coordination.JobStore;
import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.coordination.NodeStore;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.forget.AccountEnds;
import dev.callvault.store.forget.AccountRemovals;
import dev.callvault.store.forget.DeletionStore;
import dev.callvault.store.forget.ForgottenRecords;
import dev.callvault.store.forget.KeepStore;
import dev.callvault.store.forget.MentioningLogs;
import dev.callvault.store.forget.StoredTexts;
import dev.callvault.store.imports.ImportStore;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.SessionTimes;
import dev.callvault.store.postgres.backup.PostgresBackupStore;
import dev.callvault.store.postgres.backup.PostgresMoveStore;
import dev.callvault.store.postgres.bodies.PostgresBodyStore;
import dev.callvault.store.postgres.coordination.PostgresBudgetLedger;
import dev.callvault.store.postgres.coordination.PostgresFence;
import dev.callvault.store.postgres.coordination.PostgresJobStore;
import dev.callvault.store.postgres.coordination.PostgresLoginStore;
import dev.callvault.store.postgres.coordination.PostgresNodeStore;
import dev.callvault.store.postgres.coordination.PostgresRunStore;
import dev.callvault.store.postgres.ends.PostgresAccountEnds;
import dev.callvault.store.postgres.ends.PostgresAccountRemovals;
import dev.callvault.store.postgres.forget.PostgresDeletionStore;
import dev.callvault.store.postgres.forget.PostgresKeepStore;
import dev.callvault.store.postgres.forget.PostgresStoredTexts;
import dev.callvault.store.postgres.forget.SelectForgotten;
import dev.callvault.store.postgres.forget.SelectMentioningLogs;
import dev.callvault.store.postgres.imports.PostgresImportStore;
import dev.callvault.store.postgres.listing.PostgresListingStore;
import dev.callvault.store.postgres.listing.SelectSessionTimes;
import dev.callvault.store.postgres.numbers.PostgresNumberStore;
import dev.callvault.store.postgres.proof.PostgresBodyProofStore;
import dev.callvault.store.postgres.proof.PostgresProofStore;
import dev.callvault.store.postgres.readers.PostgresReaders;
import dev.callvault.store.postgres.reports.PostgresExports;
import dev.callvault.store.postgres.reports.PostgresReportStore;
import dev.callvault.store.postgres.reports.PostgresReportViews;
import dev.callvault.store.postgres.reports.SelectErrorKinds;
import dev.callvault.store.postgres.search.PostgresBodySearch;
import dev.callvault.store.postgres.search.PostgresCallSearch;
import dev.callvault.store.postgres.served.PostgresLogReads;
import dev.callvault.store.postgres.served.PostgresServedLogs;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.postgres.sql.Places;
import dev.callvault.store.postgres.sql.ServerTime;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.status.PostgresActivity;
import dev.callvault.store.postgres.status.PostgresHealthStore;
import dev.callvault.store.postgres.status.PostgresStatusStore;
import dev.callvault.store.proof.BodyProofStore;
import dev.callvault.store.proof.ProofStore;
import dev.callvault.store.reports.ErrorKinds;
import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.Readers;
import dev.callvault.store.reports.ReportStore;
import dev.callvault.store.reports.ReportViews;
import dev.callvault.store.search.BodySearch;
import dev.callvault.store.search.CallSearch;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.served.ServedLogs;
import dev.callvault.store.status.Activity;
import dev.callvault.store.status.HealthStore;
import dev.callvault.store.status.StatusStore;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** The archive's ports on PostgreSQL. Creating it does no I/O; every part is safe for use by many threads. */
public final class PostgresArchive {
    /** One for the process: reading depends on nothing else, and what was read before is kept. */
    private static final NumberReader NUMBERS = new NumberReader();

    private final Transactions transactions;
    private final Transactions pulses;
    private final Transactions owner;
    private final Places lists;
    private final PostgresFence fence;
    private final LogReader logs;
    private final NumberReader numbers;

    /** The ports for archiving. */
    public PostgresArchive(Database database) {
        this(
                database.archiving(),
                database.pulses(),
                database.owner(),
                database.lists(),
                database.fence(),
                MemoryBudget.ofHeapForReaders(),
                NUMBERS);
    }

    /** Everything on connections of one kind. */
    public PostgresArchive(DataSource database) {
        this(database, NUMBERS);
    }

    /** The same with other metadata of telephone numbers. */
    public PostgresArchive(DataSource database, NumberReader numbers) {
        this(
                new Transactions(database),
                new Transactions(database),
                new Transactions(database),
                Places.any(),
                new PostgresFence(database),
                MemoryBudget.ofHeapForReaders(),
                numbers);
    }

    private PostgresArchive(
            Transactions transactions,
            Transactions pulses,
            Transactions owner,
            Places lists,
            PostgresFence fence,
            MemoryBudget readers,
            NumberReader numbers) {
        this.transactions = transactions;
        this.pulses = pulses;
        this.owner = owner;
        this.lists = lists;
        this.fence = fence;
        this.logs = new LogReader(transactions, readers);
        this.numbers = numbers;
    }

    /** The ports for people's queries, on separate connections, so that archiving never waits for them. */
    public static PostgresArchive forPeople(Database database) {
        return forPeople(database, MemoryBudget.ofHeapForReaders());
    }

    /**
     * The same with a memory budget of the caller's.
     *
     * @param readers the memory that everything read from this archive may take at once
     */
    public static PostgresArchive forPeople(Database database, MemoryBudget readers) {
        return new PostgresArchive(
                database.people(),
                database.people(),
                database.owner(),
                database.lists(),
                database.fence(),
                readers,
                NUMBERS);
    }

    /** Who read which log. */
    public static LogReads reads(Database database) {
        return new PostgresLogReads(database.reads());
    }

    /** The ports for health and metrics, which people's queries do not delay. */
    public static PostgresArchive forHealth(Database database) {
        return new PostgresArchive(
                database.health(),
                database.health(),
                database.owner(),
                database.lists(),
                database.fence(),
                MemoryBudget.ofHeapForReaders(),
                NUMBERS);
    }

    public Accounts accounts() {
        return new PostgresAccounts(transactions);
    }

    public NumberStore numbers() {
        return new PostgresNumberStore(transactions, numbers);
    }

    public ListingStore listings() {
        return new PostgresListingStore(transactions, lists, numbers);
    }

    public BodyStore bodies() {
        return new PostgresBodyStore(transactions, pulses);
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
        return new PostgresCallSearch(transactions, logs, numbers);
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
        return new PostgresServedLogs(transactions, logs, numbers);
    }

    public HealthStore health() {
        return new PostgresHealthStore(transactions);
    }

    public Maintenance maintenance() {
        return new PostgresMaintenance(transactions);
    }

    public ReportStore reports() {
        return new PostgresReportStore(transactions, new PostgresReaders(owner)::bringUpToDate);
    }

    /** Logins that read the reports. */
    public Readers readers() {
        return new PostgresReaders(owner);
    }

    public Exports exports() {
        return new PostgresExports(transactions, logs);
    }

    /** Backups of the whole archive. */
    public BackupStore backups() {
        return new PostgresBackupStore(owner);
    }

    /** Moves of the archive to another database. */
    public MoveStore moves() {
        return new PostgresMoveStore(owner);
    }

    public BodySearch bodySearch() {
        return new PostgresBodySearch(transactions, owner, numbers);
    }

    /** Closing accounts. */
    public AccountEnds ends() {
        return new PostgresAccountEnds(transactions);
    }

    /** Removing accounts. */
    public AccountRemovals removals() {
        return new PostgresAccountRemovals(transactions);
    }

    /** Records that somebody archived elsewhere. */
    public ImportStore imports() {
        return new PostgresImportStore(transactions, numbers);
    }

    public DeletionStore forgetting() {
        return new PostgresDeletionStore(transactions, numbers);
    }

    /** The nodes that share the archive. */
    public NodeStore nodes() {
        return new PostgresNodeStore(pulses);
    }

    /** How long records are kept. */
    public KeepStore keep() {
        return new PostgresKeepStore(transactions);
    }

    /** What is no longer in the archive. */
    public ForgottenRecords forgotten() {
        return new SelectForgotten(transactions);
    }

    public StoredTexts storedTexts() {
        return new PostgresStoredTexts(transactions, logs, numbers);
    }

    /** Logs that mention a number. */
    public MentioningLogs mentioningLogs() {
        return new SelectMentioningLogs(transactions, new PostgresStoredTexts(transactions, logs, numbers));
    }

    public SessionTimes sessionTimes() {
        return new SelectSessionTimes(transactions);
    }

    /**
     * The budget shared by all nodes.
     *
     * @param holder the unique name of this process
     * @param concurrency concurrent requests over all nodes
     */
    public BudgetLedger budget(AccountId account, String holder, int concurrency) {
        return new PostgresBudgetLedger(pulses, account, holder, concurrency, Optional.empty());
    }

    /** The database's present time. */
    public Instant now() {
        return pulses.inOne("read the database's time", ServerTime::of);
    }

    public JobStore jobs() {
        return new PostgresJobStore(pulses, Optional.empty());
    }

    public LoginStore logins() {
        return new PostgresLoginStore(transactions);
    }

    public Fence fence() {
        return fence;
    }
}
