package dev.callvault.app.daemon;

import dev.callvault.app.account.ElapsedTime;
import dev.callvault.app.account.Provider;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.BackupSettings;
import dev.callvault.config.Settings;
import dev.callvault.report.HumanFormat;
import dev.callvault.schedule.Recurring;
import dev.callvault.schedule.Schedule;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.store.AccountRefused;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.status.Freshness;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: the schedule and the jobs it runs. It starts even while the database is unavailable, and begins to work once it
 * can be reached. Start it once; it may be closed from any thread.
 */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(10);
    /** How long running jobs may take to finish before they are interrupted. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long giving back shares of request budgets may take; those not given back in time expire. */
    private static final Duration GIVE_BACK = Duration.ofMillis(500);

    private final Settings settings;
    private final Database database;
    private final PostgresArchive archive;
    private final Runs runs;
    private final DaemonHealth health;
    private final Clock clock;
    private final Provider.Means means;
    private final Nodes nodes;
    private final List<Provider> providers = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Schedule schedule;
    private final Web web;
    private final Refusals refusals;

    /** Creates the runs of an account. */
    public interface Runs {
        ArchiveRun of(AccountSettings account, Provider provider, RunListener listener);
    }

    public Daemon(
            Settings settings,
            Database database,
            PostgresArchive archive,
            Runs runs,
            RunListener listener,
            Clock clock,
            PlumClient http,
            Nodes nodes) {
        this.settings = settings;
        this.database = database;
        this.archive = archive;
        this.runs = runs;
        this.health =
                new DaemonHealth(settings, PostgresArchive.forHealth(database).health(), listener, clock);
        this.clock = clock;
        this.refusals = new Refusals(new ElapsedTime());
        this.schedule = new Schedule(archive.jobs(), settings.nodeName(), clock, new ElapsedTime());
        this.web = new Web(
                settings.serve(),
                settings.reportingZone(),
                Freshness.ofDaemon(settings.schedule().list()),
                PostgresArchive.forPeople(database),
                settings.keepsReads() ? PostgresArchive.reads(database) : LogReads.NONE,
                health,
                clock);
        this.means = new Provider.Means(Waiter.SLEEPING, Waiter.SLEEPING, http);
        this.nodes = nodes;
    }

    /** Starts the schedule as soon as the database can be used; jobs that were missed or never ran then run at once. */
    public void start() throws InterruptedException {
        database.tellPresence();
        web.start();
        if (!succeedsAtLast(this::prepareDatabase)) {
            return;
        }
        nodes.beatOn();
        List<Jobs> jobs = new ArrayList<>();
        for (AccountSettings account : settings.requireAccounts()) {
            if (!succeedsAtLast(() -> jobs(account).ifPresent(jobs::add))) {
                return;
            }
        }
        settings.usersWithoutAccount(
                        archive.accounts().all().stream().map(Account::name).toList())
                .forEach(it -> LOG.warn("{}", it));
        health.watch(schedule::silence);
        health.hear(nodes::agreement);
        List<Recurring> recurring = new ArrayList<>(Jobs.all(
                jobs,
                settings.schedule(),
                this::keepUp,
                () -> Maintenance.index(archive, clock.instant()),
                this::readNumbers));
        backup().ifPresent(recurring::add);
        schedule.start(recurring);
        LOG.info("archiving {} as node {}", HumanFormat.count(jobs.size(), "account"), settings.nodeName());
    }

    /**
     * Also collects garbage: the serial collector leaves old objects alone until the heap is full. On a large machine that takes
     * months, and until then the process would only grow.
     */
    private void keepUp() {
        Maintenance.run(archive, nodes, clock.instant());
        System.gc();
    }

    private Optional<Recurring> backup() {
        BackupSettings wanted = settings.backup();
        return wanted.directory()
                .map(it -> new ScheduledBackup(archive.backups(), it, wanted.keep(), Nodes.program(), clock))
                .map(it -> Recurring.of("backup", wanted.schedule(), it::run));
    }

    /** A region that other nodes disputed comes into force once they agree. */
    private void readNumbers() {
        Map<String, Account> known =
                archive.accounts().all().stream().collect(Collectors.toMap(Account::name, it -> it));
        for (AccountSettings account : settings.requireAccounts()) {
            if (known.containsKey(account.name())) {
                archive.numbers().readAs(known.get(account.name()).id(), account.region());
            }
        }
        Maintenance.readNumbers(archive, read -> {});
    }

    /** None for an account that must not be archived under its name; the others go on. */
    private Optional<Jobs> jobs(AccountSettings account) {
        try {
            Provider provider = Provider.of(account, settings, clock, means, archive);
            providers.add(provider);
            return Optional.of(new Jobs(
                    account.name(),
                    runs.of(account, provider, health.listener()),
                    settings.schedule(),
                    () -> isClosed(account)));
        } catch (AccountRefused refused) {
            LOG.error("{} — {} Then restart this daemon.", refused.getMessage(), refused.hint());
            return Optional.empty();
        }
    }

    /** A job that cannot know says itself that the database is away. */
    private boolean isClosed(AccountSettings account) {
        try {
            return archive.ends().closed(account.name()).isPresent();
        } catch (StoreFailure away) {
            return false;
        }
    }

    private void prepareDatabase() {
        database.migrate();
        archive.maintenance().makePartitions(clock.instant());
        nodes.beat();
    }

    /** Repeats the step until the database can be used; false when the daemon is stopped first. */
    private boolean succeedsAtLast(Runnable step) throws InterruptedException {
        while (true) {
            try {
                step.run();
                refusals.over();
                return true;
            } catch (StoreFailure away) {
                if (stopped.getCount() == 0) {
                    return false;
                }
                refusals.tell(away);
            }
            if (stopped.await(DATABASE_RETRY.toSeconds(), TimeUnit.SECONDS)) {
                return false;
            }
        }
    }

    /** The address it serves; empty before it is started, and when nothing is served. */
    public Optional<URI> address() {
        return web.address();
    }

    /** Waits until the daemon is closed. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Asks the daemon to stop, which ends every wait for the database; returns at once. */
    public void stop() {
        stopped.countDown();
        database.hurry();
    }

    /** Closes all at once: each gives back its share of a budget and would have to wait if the database is unavailable. */
    private void closeProviders() {
        ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor();
        providers.forEach(it -> closing.execute(it::close));
        closing.shutdown();
        try {
            if (!closing.awaitTermination(GIVE_BACK.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("some shares of request budgets were not given back in time; they expire");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the daemon: running jobs get a moment to finish, then everything is closed. */
    @Override
    public void close() {
        stop();
        schedule.close(GRACE);
        nodes.close();
        web.close();
        health.close();
        closeProviders();
    }
}
