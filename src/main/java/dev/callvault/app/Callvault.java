package dev.callvault.app;

import dev.callvault.archive.AccountParts;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.ArchiveSettings;
import dev.callvault.archive.RunListener;
import dev.callvault.archive.RunReport;
import dev.callvault.call.Account;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.Settings;
import dev.callvault.refine.Lines;
import dev.callvault.source.Waiter;
import dev.callvault.store.AccountStatus;
import dev.callvault.store.postgres.PostgresArchive;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole program, joined: every part is made here from the settings, and closed here. Making it connects to nothing,
 * except that an embedded database is started or joined.
 */
public final class Callvault implements AutoCloseable {
    /** How long a full pass waits for a run of the daemon over the same stream. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Settings settings;
    private final Clock clock;
    private final Waiter waiter;
    private final Storage storage;
    private final PostgresArchive archive;

    public Callvault(Settings settings, Clock clock) {
        this(settings, clock, Waiter.SLEEPING);
    }

    /** @param waiter how to wait before a failed request is made again */
    Callvault(Settings settings, Clock clock, Waiter waiter) {
        this.settings = settings;
        this.clock = clock;
        this.waiter = waiter;
        this.storage = Storage.open(settings);
        this.archive = new PostgresArchive(storage.database().dataSource());
    }

    /**
     * Brings the database up to date.
     *
     * @return how many migrations ran
     */
    public int migrate() {
        int migrations = storage.database().migrate();
        archive.maintenance().makePartitions(clock.instant());
        return migrations;
    }

    /** One full pass over every account, one after the other; one account's trouble never stops the next. */
    public List<RunReport> archive(RunListener listener) {
        List<RunReport> reports = new ArrayList<>();
        for (AccountSettings account : settings.requireAccounts()) {
            try (Provider provider = Provider.of(account, settings, clock, waiter, archive)) {
                reports.add(run(account, provider, listener).run(PATIENCE));
            }
        }
        archive.listings().compactCoverage(Upkeep.compactBefore(clock.instant()));
        return reports;
    }

    /** The daemon; it does nothing until it is started. */
    public Daemon daemon(RunListener listener) {
        return new Daemon(settings, storage.database(), archive, this::run, listener, clock);
    }

    /** How every account stands that the archive knows. */
    public List<AccountStatus> status() {
        return archive.accounts().all().stream()
                .map(it -> archive.status().status(it, clock.instant()))
                .toList();
    }

    /** What every account has lost. */
    public List<AccountGaps> gaps() {
        return archive.accounts().all().stream()
                .map(it -> new AccountGaps(it.name(), archive.status().gaps(it.id())))
                .toList();
    }

    private ArchiveRun run(AccountSettings account, Provider provider, RunListener listener) {
        Account registered =
                archive.accounts().register(account.name(), account.url(), account.zone(), clock.instant());
        AccountParts parts = new AccountParts(
                registered,
                provider.source(),
                provider.plum(),
                provider.requests(),
                new Lines(account.zone()),
                new AccountParts.Stores(
                        archive.listings(), archive.bodies(), archive.runs(), archive.sessionTimes(), archive.fence()));
        return new ArchiveRun(
                parts,
                new ArchiveSettings(settings.openWindow(), settings.requests().concurrency(), settings.nodeName()),
                listener,
                clock);
    }

    @Override
    public void close() {
        storage.close();
    }
}
