package dev.callvault.app.daemon;

import dev.callvault.app.account.ElapsedTime;
import dev.callvault.app.account.Provider;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.report.RunListener;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.Settings;
import dev.callvault.schedule.Schedule;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: the schedule, and what it calls. It starts even while the database is away, and goes to work once it is back.
 * Start it once; it may be closed from any thread.
 */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(10);
    /** Running work gets so long to finish before it is interrupted and gives back what it holds. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    /** Shares of budgets that are not given back in time end by themselves. */
    private static final Duration GIVE_BACK = Duration.ofSeconds(5);

    private final Settings settings;
    private final Database database;
    private final PostgresArchive archive;
    private final Runs runs;
    private final Vitals vitals;
    private final Clock clock;
    private final Provider.Means means;
    private final Nodes nodes;
    private final List<Provider> providers = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Schedule schedule;
    private final Web web;

    /** Makes the runs over an account. */
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
        this.vitals = new Vitals(settings, PostgresArchive.forHealth(database).health(), listener, clock);
        this.clock = clock;
        this.schedule = new Schedule(archive.jobs(), settings.nodeName(), clock, new ElapsedTime());
        this.web =
                new Web(settings.serve(), settings.reportingZone(), PostgresArchive.forPeople(database), vitals, clock);
        this.means = new Provider.Means(Waiter.SLEEPING, Waiter.SLEEPING, http);
        this.nodes = nodes;
    }

    /** Starts the schedule as soon as the database can be used, where what was never done or missed is done at once. */
    public void start() throws InterruptedException {
        web.start();
        if (!succeedsAtLast(this::prepareDatabase)) {
            return;
        }
        nodes.beatOn();
        List<Jobs> jobs = new ArrayList<>();
        for (AccountSettings account : settings.requireAccounts()) {
            if (!succeedsAtLast(() -> jobs.add(jobs(account)))) {
                return;
            }
        }
        vitals.watch(schedule::silence);
        vitals.hear(nodes::agreement);
        schedule.start(Jobs.all(jobs, settings.schedule(), this::keepUp, () -> Upkeep.index(archive, clock.instant())));
        LOG.info("archiving {} account(s) as node {}", jobs.size(), settings.nodeName());
    }

    /**
     * The garbage is taken out, too: the serial collector does not look at what grew old before the heap is full. On a large
     * machine that takes months, in which the process would only grow.
     */
    private void keepUp() {
        Upkeep.run(archive, nodes, clock.instant());
        System.gc();
    }

    private Jobs jobs(AccountSettings account) {
        Provider provider = Provider.of(account, settings, clock, means, archive);
        providers.add(provider);
        return new Jobs(account.name(), runs.of(account, provider, vitals), settings.schedule());
    }

    private void prepareDatabase() {
        database.migrate();
        archive.maintenance().makePartitions(clock.instant());
        nodes.beat();
    }

    /** Tries until the database lets it; false when the daemon is stopped before. */
    private boolean succeedsAtLast(Runnable step) throws InterruptedException {
        while (true) {
            try {
                step.run();
                return true;
            } catch (StoreFailure away) {
                LOG.error("{} — {} Trying again in {} s.", away.getMessage(), away.hint(), DATABASE_RETRY.toSeconds());
            }
            if (stopped.await(DATABASE_RETRY.toSeconds(), TimeUnit.SECONDS)) {
                return false;
            }
        }
    }

    /** Where it serves; empty before it was started, and when nothing is served. */
    public Optional<URI> address() {
        return web.address();
    }

    /** Waits until the daemon is closed. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Asks the daemon to stop; returns at once. */
    public void stop() {
        stopped.countDown();
    }

    /** All at once: each gives back its share of a budget, for which a database that is away would let each wait. */
    private void closeProviders() {
        ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor();
        providers.forEach(it -> closing.execute(it::close));
        closing.shutdown();
        try {
            if (!closing.awaitTermination(GIVE_BACK.toSeconds(), TimeUnit.SECONDS)) {
                LOG.debug("some shares of request budgets are left to end by themselves");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops: what runs may finish for a moment, then gives back what it holds. */
    @Override
    public void close() {
        stop();
        schedule.close(GRACE);
        nodes.close();
        web.close();
        vitals.close();
        closeProviders();
    }
}
