package dev.callvault.app;

import dev.callvault.app.account.ElapsedTime;
import dev.callvault.app.account.Provider;
import dev.callvault.app.account.SteadyDatabaseClock;
import dev.callvault.app.daemon.Daemon;
import dev.callvault.app.daemon.Maintenance;
import dev.callvault.app.nodes.Agreement;
import dev.callvault.app.nodes.Difference;
import dev.callvault.app.nodes.KeepReport;
import dev.callvault.app.nodes.Keeping;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.app.nodes.SharedSettings;
import dev.callvault.app.nodes.UnitedRules;
import dev.callvault.app.nodes.ZonesInForce;
import dev.callvault.archive.AccountParts;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.Acknowledgement;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.InvalidUse;
import dev.callvault.config.Settings;
import dev.callvault.number.Mentions;
import dev.callvault.number.NumberReader;
import dev.callvault.progress.Progress;
import dev.callvault.redact.MaskMentions;
import dev.callvault.redact.RedactRun;
import dev.callvault.redact.RedactionReport;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.refine.RedactorInForce;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.store.AccountRefused;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.DatabaseClock;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Erased;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.forget.Erasure;
import dev.callvault.store.forget.Hold;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.Reader;
import dev.callvault.store.reports.UnfitLogin;
import dev.callvault.store.search.BodySearch;
import dev.callvault.store.served.LogRead;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.Freshness;
import dev.callvault.store.status.LossId;
import dev.callvault.store.status.LossStore;
import dev.callvault.verify.VerifyReport;
import dev.callvault.verify.VerifyRun;
import dev.callvault.verify.VerifyScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole program: creates every part from the settings, joins the parts, and closes them. Creating it connects to nothing,
 * except that it starts or joins an embedded database.
 */
public final class Callvault implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Callvault.class);

    /** How long a full pass waits while a daemon runs over the same stream. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Counting more would take too long for what it tells. */
    public static final long MOST_UNREAD = 100_000;

    /** Accounts are numbered from 1. */
    static final AccountId NO_ACCOUNT = new AccountId(0);

    private final Settings settings;
    private final Clock clock;
    private final Storage storage;
    private final PostgresArchive archive;
    private final PlumClient http;
    private final DatabaseClock databaseClock;
    private final Provider.Means means;
    private final RedactorInForce redactor;
    private final ZonesInForce zones = new ZonesInForce();
    private final MemoryBudget memory = MemoryBudget.ofHeap();
    private volatile Progress progress = Progress.NONE;

    public Callvault(Settings settings, Clock clock) {
        this(settings, clock, Waiter.SLEEPING);
    }

    /** @param waiter how to wait before repeating a failed request */
    Callvault(Settings settings, Clock clock, Waiter waiter) {
        this(settings, clock, waiter, Storage.open(settings));
    }

    /** @param storage closed together with this object */
    Callvault(Settings settings, Clock clock, Waiter waiter, Storage storage) {
        this.settings = settings;
        this.clock = clock;
        this.storage = storage;
        this.archive = new PostgresArchive(storage.database());
        this.databaseClock = new SteadyDatabaseClock(archive::now, clock, new ElapsedTime());
        this.http = Provider.client(settings);
        this.means = new Provider.Means(waiter, Waiter.SLEEPING, http);
        this.redactor = new RedactorInForce(redactor(settings));
    }

    /** From now on, long work tells this how far it is; the daemon's does not, since nobody waits for it. */
    public void tell(Progress told) {
        progress = told;
    }

    /** The redactor that the settings describe. */
    public static Redactor redactor(Settings settings) {
        return new Redactor(
                settings.redaction().cardNumbers(), settings.redaction().rules());
    }

    /**
     * Brings the database up to date.
     *
     * @return how many migrations ran
     */
    public int migrate() {
        return progress.during("bringing the database up to date", () -> {
            int migrations = storage.database().migrate();
            archive.maintenance().makePartitions(clock.instant());
            return migrations;
        });
    }

    /**
     * Makes sure that the archive holds nothing but the account of the demo. Reads only; call it before {@link #migrate}.
     *
     * @throws InvalidSettings when it holds anything else
     */
    public void requireDemo() {
        String others = storage.database().accountsOtherThan(Demo.ACCOUNT);
        if (!others.isEmpty()) {
            throw new InvalidSettings(List.of("the archive in " + settings.dataDir() + " is not the demo's: it holds "
                    + others + "; set CALLVAULT_DATA_DIR to another directory"));
        }
    }

    /**
     * Redacts whatever is stored or logged, with the rules of all live nodes once they are known.
     */
    public Redactor redactor() {
        return redactor;
    }

    /**
     * Makes the reports count days in the configured zone. Only commands that archive do this; those that only read do not.
     *
     * @return why the zone in force stays as it is; empty when the configured zone is in force
     */
    public Optional<Difference> useReportingZone() {
        Optional<Difference> disputed = agreementWithThis().differences().stream()
                .filter(it -> it.setting().equals(SharedSettings.REPORTING_ZONE))
                .findFirst();
        if (disputed.isEmpty()) {
            archive.reports().useZone(settings.reportingZone());
        }
        return disputed;
    }

    /** What the live nodes agree on. */
    public Agreement agreement() {
        return Agreement.of(archive.nodes().live());
    }

    private Agreement agreementWithThis() {
        return agreement().with(Nodes.node(settings, Node.Kind.ARCHIVE).named("this configuration"));
    }

    /** This process as one of the nodes; it counts as live from its first beat on. */
    Nodes nodes(Node.Kind kind) {
        return new Nodes(
                Nodes.node(settings, kind),
                settings,
                new Nodes.Shared(archive.nodes(), archive.keep(), archive.reports(), archive.accounts()),
                new Nodes.InForce(redactor, zones),
                clock,
                new ElapsedTime());
    }

    /** A command that is not a node uses the rules of all nodes too, so that it sees the same text as they do. */
    private void redactLikeAllNodes() {
        redactor.use(UnitedRules.of(agreementWithThis()));
    }

    /** How long records are kept and what would be deleted. */
    public KeepReport keep() {
        return keeping().report();
    }

    /**
     * Puts the configured periods into force, and deletes what is older.
     *
     * @throws InvalidSettings while live nodes have other periods
     */
    public DeletedRecords applyKeep() {
        requireHere();
        try (Progress.Part part = progress.begin("deleting old records", "record")) {
            return keeping().apply(part::did);
        }
    }

    /** Kinds of record whose mark of deletion a wrong clock has set into the future, so that they are not stored. */
    public Map<RecordKind, Instant> keptSinceInFuture() {
        return archive.forgetting().keptSinceAfter(clock.instant());
    }

    private Keeping keeping() {
        return new Keeping(settings.keep(), archive.keep(), archive.forgetting(), this::agreementWithThis, clock);
    }

    /**
     * Makes one full pass over every account, several at a time. Trouble with one account never stops another; an interrupt
     * ends them all.
     *
     * @return one report per account, in the order of the configuration
     */
    public List<RunReport> archive(RunListener listener) {
        try (Nodes nodes = nodes(Node.Kind.ARCHIVE)) {
            nodes.beat();
            nodes.beatOn();
            List<RunReport> reports = archiveAll(listener);
            return Thread.currentThread().isInterrupted() ? reports : keptUp(nodes, reports);
        }
    }

    private List<RunReport> archiveAll(RunListener listener) {
        List<AccountSettings> accounts = open(settings.requireAccounts());
        try (PassProgress told = new PassProgress(progress, accounts.size(), waiting(accounts))) {
            RunListener both = RunListener.both(listener, told);
            return Abreast.each(accounts, account -> {
                RunReport report = archive(account, both);
                told.left(account.name());
                return report;
            });
        }
    }

    /** The configured accounts that are not closed. */
    private List<AccountSettings> open(List<AccountSettings> accounts) {
        Map<String, Decision> closed = archive.ends().closed();
        return accounts.stream().filter(it -> !closed.containsKey(it.name())).toList();
    }

    /** For each configured account that is closed, a sentence that says so. */
    public Map<String, String> closed() {
        Map<String, Decision> closed = archive.ends().closed();
        Map<String, String> said = new LinkedHashMap<>();
        settings.accounts().stream()
                .map(AccountSettings::name)
                .filter(closed::containsKey)
                .forEach(it -> said.put(it, AccountBook.closed(it, Objects.requireNonNull(closed.get(it)))));
        return said;
    }

    /** What the archive holds of each account, and how to end one. */
    public AccountBook accountBook() {
        return new AccountBook(archive, this::configuredAccounts, this::readEveryNumber, progress);
    }

    /** How many logs earlier passes have left. It is only shown: if it cannot be read, the pass will say so itself. */
    private long waiting(List<AccountSettings> accounts) {
        if (progress.equals(Progress.NONE)) {
            return 0;
        }
        Set<String> names = accounts.stream().map(AccountSettings::name).collect(Collectors.toSet());
        try {
            List<Account> known = archive.accounts().all().stream()
                    .filter(it -> names.contains(it.name()))
                    .toList();
            return archive.status().glance(known, clock.instant()).stream()
                    .mapToLong(AccountStatus::backlog)
                    .sum();
        } catch (StoreFailure unknown) {
            return 0;
        }
    }

    /** If the upkeep fails, so does the pass, but what it stored is reported all the same. */
    private List<RunReport> keptUp(Nodes nodes, List<RunReport> reports) {
        try {
            readNumbers();
            return progress.during("bringing the reports up to date", () -> {
                Maintenance.run(archive, nodes, clock.instant());
                return reports;
            });
        } catch (StoreFailure failure) {
            BodyReport failed = BodyReport.failed(Failure.of(failure));
            return reports.stream().map(it -> it.and(failed)).toList();
        }
    }

    private RunReport archive(AccountSettings account, RunListener listener) {
        if (Thread.currentThread().isInterrupted()) {
            return RunReport.failed(account.name(), Failure.of(new SourceFailure.Interrupted()));
        }
        try (Provider provider = Provider.of(account, settings, clock, means, archive)) {
            return run(account, provider, listener).run(PATIENCE, this::storeFigures);
        } catch (StoreFailure failure) {
            return RunReport.failed(account.name(), Failure.of(failure));
        } catch (AccountRefused refused) {
            return RunReport.failed(account.name(), Failure.of(refused));
        }
    }

    /** Stores the reports' figures for what was listed. If that fails, the upkeep tries again and reports a failure. */
    private void storeFigures() {
        try {
            archive.reports().refresh();
        } catch (StoreFailure later) {
            LOG.debug("the reports' figures are left to the upkeep: {}", later.getMessage());
        }
    }

    /** The daemon; it does nothing until it is started. */
    public Daemon daemon(RunListener listener) {
        return new Daemon(
                settings, storage.database(), archive, this::run, listener, clock, http, nodes(Node.Kind.DAEMON));
    }

    /** The status of every account in the archive. */
    public List<AccountStatus> status() {
        return archive.status().statuses(archive.accounts().all(), clock.instant());
    }

    /** The state of the archive: its accounts and the live nodes. */
    public Standing standing() {
        List<AccountStatus> accounts = status();
        Agreement nodes = agreement();
        List<String> known = accounts.stream().map(AccountStatus::account).toList();
        Set<String> archived = archived(nodes, known);
        return new Standing(accounts, archived, nodes, fresh(nodes), clock.instant());
    }

    /** Of how many records the telephone numbers are still to be read; no more than {@link #MOST_UNREAD} are counted. */
    public long unreadNumbers() {
        return archive.numbers().unread(MOST_UNREAD);
    }

    /** Names of the accounts that are archived: those of the live nodes and of this configuration. */
    public Set<String> archivedAccounts() {
        return archived(
                agreement(),
                archive.accounts().all().stream().map(Account::name).toList());
    }

    /** Names of the accounts of this configuration and of the live nodes, closed or not. */
    public Set<String> configuredAccounts() {
        Set<String> configured = new TreeSet<>(agreement().accounts());
        settings.accounts().forEach(it -> configured.add(it.name()));
        return configured;
    }

    private Set<String> archived(Agreement nodes, List<String> known) {
        Set<String> archived = new HashSet<>(nodes.accounts());
        settings.accounts().forEach(it -> archived.add(it.name()));
        if (archived.isEmpty()) {
            archived.addAll(known); // without nodes or configuration, every account counts
        }
        archived.removeAll(archive.ends().closed().keySet());
        return archived;
    }

    /** A daemon lists all the time; archiving by cron may happen once a day. */
    private Freshness fresh(Agreement nodes) {
        return nodes.nodes().stream().anyMatch(it -> it.kind() == Node.Kind.DAEMON)
                ? Freshness.ofDaemon(settings.schedule().list())
                : Freshness.withoutDaemon();
    }

    /** For every account, what is missing or doubtful, acknowledged or not. */
    public List<AccountGaps> gaps() {
        return archive.accounts().all().stream()
                .map(it -> new AccountGaps(it.name(), archive.status().losses(it.id())))
                .toList();
    }

    /**
     * Acknowledges losses as the operating system's user; see {@link LossStore#acknowledge}.
     *
     * @param reason in that person's words
     */
    public LossStore.Outcome acknowledge(List<LossId> ids, String reason) {
        requireHere();
        return archive.status().acknowledge(ids, new Acknowledgement(clock.instant(), user(), reason));
    }

    /**
     * Asks the providers again and compares. Writes nothing unless told to repair.
     *
     * @param only the name of one account; empty for all
     * @throws InvalidUse when no account has that name
     */
    public List<VerifyReport> verify(Optional<String> only, VerifyScope scope, boolean repair) {
        redactLikeAllNodes();
        List<VerifyReport> reports = new ArrayList<>();
        for (AccountSettings account : open(settings.requireAccounts(only))) {
            try (Provider provider = repair || isKnown(account)
                    ? Provider.of(account, settings, clock, means, archive)
                    : Provider.unknown(account, settings, clock, means)) {
                reports.add(verify(account, provider, scope, repair));
            }
        }
        return reports;
    }

    private VerifyReport verify(AccountSettings account, Provider provider, VerifyScope scope, boolean repair) {
        Account known = repair ? registered(account) : known(account);
        VerifyRun.Proofs proofs = new VerifyRun.Proofs(archive.proofs(), archive.bodyProofs(), archive.status());
        VerifyRun verification = new VerifyRun(parts(known, provider), proofs, archiveSettings(), clock, progress);
        return repair ? repair(account, provider, verification, scope) : verification.verify(scope);
    }

    private VerifyReport repair(AccountSettings account, Provider provider, VerifyRun verification, VerifyScope scope) {
        requireHere();
        try (PassProgress told = new PassProgress(progress, 1, 0)) {
            return verification.repair(scope, run(account, provider, told), PATIENCE);
        }
    }

    private boolean isKnown(AccountSettings account) {
        return !known(account).id().equals(NO_ACCOUNT);
    }

    /** Verifying must not create an account; one that is not in the archive yet has no records. */
    private Account known(AccountSettings account) {
        return archive.accounts().all().stream()
                .filter(it -> it.name().equals(account.name()))
                .findFirst()
                .orElse(new Account(NO_ACCOUNT, account.name(), account.zone()));
    }

    private Account registered(AccountSettings account) {
        return zones.follow(archive.accounts()
                .register(account.name(), Provider.customer(account), account.zone(), clock.instant()));
    }

    /**
     * Confirms that an account's configured URL and login belong to the customer it has always archived.
     *
     * @throws InvalidUse when the archive has no such account, or none is configured
     * @throws AccountRefused when another account archives this customer
     */
    public void moved(String name) {
        requireHere();
        AccountSettings account = settings.requireAccounts(Optional.of(name)).getFirst();
        require(archive.accounts().move(name, Provider.customer(account)), name);
    }

    /**
     * Gives an account another name; everything stored stays with it.
     *
     * @throws InvalidUse when there is no account of the old name, or one of the new name
     */
    public void rename(String name, String newName) {
        requireHere();
        if (archive.accounts().all().stream().anyMatch(it -> it.name().equals(newName))) {
            throw new InvalidUse("the archive already has an account named '" + newName + "'");
        }
        require(archive.accounts().rename(name, newName), name);
    }

    /**
     * Makes sure that an account of this name is in the archive or configured.
     *
     * @throws InvalidUse when there is none
     */
    public void requireAccount(String name) {
        Set<String> known = new TreeSet<>();
        archive.accounts().all().forEach(it -> known.add(it.name()));
        settings.accounts().forEach(it -> known.add(it.name()));
        if (!known.contains(name)) {
            throw new InvalidUse("no account is named '" + name + "'; "
                    + (known.isEmpty() ? "the archive has no accounts yet" : "known: " + String.join(", ", known)));
        }
    }

    /** The logins that read the reports. */
    public List<Reader> readers() {
        return archive.readers().all();
    }

    /** Whether there is a reader of this name, which has a password. */
    public boolean hasReader(String login) {
        return archive.readers().has(login);
    }

    /**
     * Makes a login that reads the reports, or brings it up to date.
     *
     * @param accounts names of those that it sees; none for those that an existing one sees, else for all
     * @param isForAll whether it sees all accounts, whatever it saw before
     * @param password empty for an existing one that keeps its own
     * @throws InvalidUse when the name cannot be used, or an account is not in the archive
     */
    public Reader makeReader(String login, List<String> accounts, boolean isForAll, char[] password) {
        Optional<Set<AccountId>> seen = accounts.isEmpty()
                ? isForAll ? Optional.empty() : archive.readers().seenBy(login)
                : Optional.of(accounts.stream().map(this::idOf).collect(Collectors.toSet()));
        try {
            archive.readers().make(login, seen, password);
        } catch (UnfitLogin unfit) {
            throw new InvalidUse(String.valueOf(unfit.getMessage()));
        }
        return readers().stream()
                .filter(it -> it.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    private AccountId idOf(String account) {
        requireAccount(account);
        return archive.accounts().all().stream()
                .filter(it -> it.name().equals(account))
                .findFirst()
                .orElseThrow(() -> new InvalidUse(
                        "the archive has no account named '" + account + "' yet; run 'callvault archive' first"))
                .id();
    }

    /**
     * Removes a reader's login with everything it was given.
     *
     * @return false if there is none
     * @throws InvalidUse when it is more than a reader by now
     */
    public boolean revokeReader(String login) {
        try {
            return archive.readers().revoke(login);
        } catch (UnfitLogin unfit) {
            throw new InvalidUse(String.valueOf(unfit.getMessage()));
        }
    }

    /** Brings the settings and views of all readers up to date. */
    public void updateReaders() {
        archive.readers().bringUpToDate();
    }

    private static void require(boolean isFound, String account) {
        if (!isFound) {
            throw new InvalidUse("the archive has no account named '" + account + "'");
        }
    }

    /** Exports of the reporting views. */
    public Exports exports() {
        Exports exports = PostgresArchive.forPeople(storage.database()).exports();
        return settings.keepsReads() ? new ReadExports(exports, reads(LogRead.Way.EXPORT)) : exports;
    }

    /** Writes the archive into a backup, and makes it from one. */
    public Backups backups() {
        return new Backups(storage.database(), archive.backups(), this::migrate, clock, progress);
    }

    /** Brings along what somebody archived before, redacted as all nodes do. */
    public Imports imports() {
        redactLikeAllNodes();
        return new Imports(settings, archive, this::registeredAs, keeping(), redactor, progress);
    }

    private Account registeredAs(AccountSettings account) {
        Account registered = registered(account);
        archive.numbers().readAs(registered.id(), account.region());
        return registered;
    }

    /** Moves the archive to another database. */
    public Move move() {
        return new Move(archive.moves(), archive.backups(), this::cancelStatements, user(), clock, progress);
    }

    /** What is changed here would be missing where the archive was moved to. */
    private void requireHere() {
        archive.moves().requireHere();
    }

    /** Search in the logs. */
    public BodySearch bodySearch() {
        BodySearch search = PostgresArchive.forPeople(storage.database()).bodySearch();
        return settings.keepsReads() ? new ReadSearch(search, reads(LogRead.Way.SEARCH)) : search;
    }

    private ReadsByUser reads(LogRead.Way way) {
        Map<String, AccountId> accounts =
                archive.accounts().all().stream().collect(Collectors.toMap(Account::name, Account::id));
        return new ReadsByUser(PostgresArchive.reads(storage.database()), accounts, clock, user(), way);
    }

    /**
     * Redacts what is stored for every account.
     *
     * @param isTrial only counts and changes nothing
     */
    public List<RedactionReport> redact(boolean isTrial) {
        if (!isTrial) {
            requireHere();
        }
        redactLikeAllNodes();
        return archive.accounts().all().stream()
                .map(it -> new RedactRun(it, archive.storedTexts(), archive.sessionTimes(), redactor, isTrial)
                        .run(progress, archive.bodyProofs().archived(it.id())))
                .toList();
    }

    /**
     * Erases everything about a telephone number.
     *
     * @param isExact whether only records are meant that spell the number exactly so, whatever it stands for
     * @param reason why, to be remembered; null for none
     * @throws InvalidUse when it is not one person's number, or the reason would remember it
     */
    public Erased erase(String number, boolean isExact, @Nullable String reason) {
        ErasedNumber erased = erased(number, isExact, reason);
        return progress.during("erasing", () -> {
            Erased done = archive.forgetting().erase(erased, decision(reason));
            archive.reports().refresh(); // the figures contain callers' numbers
            return done;
        });
    }

    /**
     * What that would erase; changes nothing.
     *
     * @throws InvalidUse as erasing would
     */
    public Erased wouldErase(String number, boolean isExact, @Nullable String reason) {
        ErasedNumber erased = erased(number, isExact, reason);
        return progress.during(
                "counting what would be erased", () -> archive.forgetting().attempt(erased, decision(reason)));
    }

    private ErasedNumber erased(String number, boolean isExact, @Nullable String reason) {
        ErasedNumber erased = isExact ? ErasedNumber.spelled(number) : whole(number);
        if (reason != null && typedNumbers().isMentioned(reason, erased.forms())) {
            throw new InvalidUse("--reason contains the number, and would be kept; leave the number out of it");
        }
        readEveryNumber();
        return erased;
    }

    private ErasedNumber whole(String number) {
        return ErasedNumber.of(Set.of(typedNumbers().ofOnePerson(number, "--exactly erases only what is spelled so")));
    }

    /**
     * Masks a number in the logs of other calls.
     *
     * @param isTrial only counts and changes nothing
     * @return how many logs mentioned it
     * @throws InvalidUse as erasing would
     */
    public long maskMentions(String number, boolean isTrial) {
        return new MaskMentions(
                        archive.mentioningLogs(), archive.storedTexts(), new Mentions(new NumberReader()), isTrial)
                .run(whole(number).forms(), progress);
    }

    /** Reads the numbers of what is stored that a changed region, new metadata, or an older version has left to do. */
    private void readNumbers() {
        if (unreadNumbers() > 0) {
            try (Progress.Part part = progress.begin("reading telephone numbers", "record")) {
                Maintenance.readNumbers(archive, part::did);
            }
        }
    }

    /** The same where none may be missed. */
    private void readEveryNumber() {
        readNumbers();
        if (archive.numbers().unread(1) > 0) {
            throw new InvalidUse(
                    "another process is still reading the telephone numbers of stored records, and until then "
                            + "some would be missed; try again when 'callvault status' no longer says so");
        }
    }

    /**
     * Makes sure that a text can be somebody's number, a short code, a login, or a word for a withheld one.
     *
     * @throws InvalidUse when it cannot
     */
    public void requireNumber(String number) {
        typedNumbers().require(number);
    }

    private TypedNumbers typedNumbers() {
        return new TypedNumbers(archive.numbers());
    }

    /** Everything that was erased so far. */
    public List<Erasure> erasures() {
        return archive.forgetting().erasures();
    }

    /**
     * A decision of the operating system's user, made now.
     *
     * @throws StoreFailure when the archive was moved elsewhere
     */
    public Decision decision(@Nullable String reason) {
        requireHere();
        return new Decision(clock.instant(), user(), reason);
    }

    /** The operating system's user, who decides. */
    private static String user() {
        String name = System.getProperty("user.name", "").strip();
        return name.isEmpty() ? "unknown" : name;
    }

    /** The legal holds in force. */
    public List<Hold> holds() {
        return archive.forgetting().holds();
    }

    /** Every legal hold, in force or released. */
    public List<Hold> everyHold() {
        return archive.forgetting().everyHold();
    }

    /**
     * Places a hold.
     *
     * @param reason why, to be remembered; null for none
     * @return empty when it was in force already
     */
    public Optional<Hold> hold(Hold.Kind kind, String value, @Nullable String reason) {
        String held = held(kind, value);
        Decision placed = decision(reason);
        if (kind == Hold.Kind.NUMBER) {
            readEveryNumber();
        }
        // first in force, then counted, which reads everything
        return archive.forgetting().hold(new Hold(kind, held, placed, null, 0), Set.of(held))
                ? Optional.of(
                        new Hold(kind, held, placed, null, archive.forgetting().count(kind, held)))
                : Optional.empty();
    }

    /**
     * Releases a hold.
     *
     * @param reason why, to be remembered; null for none
     * @return false when there was none
     */
    public boolean release(Hold.Kind kind, String value, @Nullable String reason) {
        boolean isListed =
                holds().stream().anyMatch(it -> it.kind() == kind && it.value().equals(value.strip()));
        // a hold may be older than what may be held today
        return archive.forgetting().release(kind, isListed ? value.strip() : held(kind, value), decision(reason));
    }

    private String held(Hold.Kind kind, String value) {
        return kind == Hold.Kind.NUMBER
                ? typedNumbers().ofOnePerson(value, "--session holds a session")
                : value.strip();
    }

    private ArchiveRun run(AccountSettings account, Provider provider, RunListener listener) {
        return new ArchiveRun(parts(registered(account), provider), archiveSettings(), listener, clock);
    }

    private AccountParts parts(Account registered, Provider provider) {
        return new AccountParts(
                registered,
                provider.source(),
                provider.plum(),
                databaseClock,
                provider.requests(),
                new Lines(() -> zones.of(registered)),
                new AccountParts.Stores(
                        archive.listings(), archive.bodies(), archive.runs(), archive.sessionTimes(), archive.fence()),
                redactor,
                memory);
    }

    private ArchiveSettings archiveSettings() {
        return new ArchiveSettings(settings.openWindow(), settings.requests().concurrency(), settings.nodeName());
    }

    /** From now on, nothing waits for a database that is away, because the program is to stop. For any thread. */
    public void hurry() {
        storage.database().hurry();
    }

    /** Ends the statements that are running, whose changes are undone. For any thread; returns at once. */
    public void cancelStatements() {
        storage.database().cancel();
    }

    /** Whether it uses an embedded PostgreSQL. */
    public boolean isEmbedded() {
        return storage.isEmbedded();
    }

    /** Leaves an embedded PostgreSQL, and stops it unless others use it, whatever is still using this. For any thread. */
    public void leaveServer() {
        storage.leaveServer();
    }

    /** The archive's ports. */
    PostgresArchive postgres() {
        return archive;
    }

    @Override
    public void close() {
        http.close();
        storage.close();
    }
}
