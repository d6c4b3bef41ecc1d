package dev.callvault.app.daemon;

import dev.callvault.app.health.HealthView;
import dev.callvault.app.health.Readiness;
import dev.callvault.app.nodes.Agreement;
import dev.callvault.archive.report.RunListener;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.Settings;
import dev.callvault.heartbeat.Heartbeat;
import dev.callvault.metrics.Metrics;
import dev.callvault.report.backup.BackupDirectory;
import dev.callvault.serve.Health;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.HealthStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How the daemon is: alive, ready, in figures, and in heartbeats. Safe for many threads.
 */
final class DaemonHealth implements Health, AutoCloseable {
    /** Longer than a connection to a database that says nothing is held for alive. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private final HealthView view;
    private final Readiness readiness;
    private final Metrics metrics;
    private final RunListener other;
    private final Clock clock;
    private final Optional<Heartbeat> heartbeat;
    private volatile Supplier<Duration> silence = () -> Duration.ZERO;
    private final Set<String> configured;
    private volatile Supplier<Agreement> agreement = () -> new Agreement(List.of(), true);

    DaemonHealth(Settings settings, HealthStore store, RunListener other, Clock clock) {
        this(settings, HealthView.inBackground(store, clock), other, clock, DaemonHealth::onAThreadOfItsOwn);
    }

    /** @param heart runs the heartbeat's requests */
    DaemonHealth(Settings settings, HealthStore store, RunListener other, Clock clock, Executor heart) {
        this(settings, new HealthView(store, clock), other, clock, heart);
    }

    private DaemonHealth(Settings settings, HealthView view, RunListener other, Clock clock, Executor heart) {
        this.view = view;
        List<String> accounts =
                settings.accounts().stream().map(AccountSettings::name).toList();
        this.configured = Set.copyOf(accounts);
        this.readiness = new Readiness(accounts, settings.schedule().list());
        this.metrics = new Metrics(settings.schedule().list());
        settings.backup()
                .directory()
                .ifPresent(it -> metrics.watchBackups(settings.backup().schedule(), () -> newest(it, clock)));
        this.other = other;
        this.clock = clock;
        this.heartbeat = settings.heartbeat()
                .url()
                .map(url -> new Heartbeat(url, settings.heartbeat().interval(), this::isProven, clock, heart));
    }

    private static long newest(Path backups, Clock clock) {
        try {
            return new BackupDirectory(backups)
                    .newest(clock.instant())
                    .map(Instant::getEpochSecond)
                    .orElse(0L);
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private static void onAThreadOfItsOwn(Runnable call) {
        var unused = Thread.ofVirtual().name("heartbeat").start(call);
    }

    /** Sets how long the schedule has been silent; that shows whether the process is alive, whatever its clock says. */
    void watch(Supplier<Duration> schedule) {
        silence = schedule;
    }

    /** Sets where to ask what the nodes agree on. */
    void hear(Supplier<Agreement> nodes) {
        agreement = nodes;
    }

    @Override
    public boolean isAlive() {
        return silence.get().compareTo(SILENCE) < 0;
    }

    @Override
    public Condition condition() {
        HealthView.Seen seen = view.seen();
        return new Condition(readiness.reasons(seen, clock.instant()), readiness.concerns(seen));
    }

    private boolean isProven() {
        return readiness.isProven(view.seen(), clock.instant());
    }

    /** Writes the current metrics. */
    void writeMetrics(OutputStream out) throws IOException {
        HealthView.Seen seen = view.seen();
        try {
            if (seen.failure().isPresent()) {
                metrics.showUnreadable();
            } else {
                boolean isReady = readiness.reasons(seen, clock.instant()).isEmpty();
                Agreement nodes = agreement.get();
                Set<String> archived = new HashSet<>(nodes.accounts());
                archived.addAll(configured);
                archived.removeAll(closed(seen));
                metrics.showNodes(nodes.nodes().size(), nodes.differences().size());
                metrics.show(open(seen), archived, isReady);
                HealthView.Counted counted = view.counted();
                metrics.showCounts(counted.logStates(), archived, counted.databaseBytes());
            }
        } catch (StoreFailure away) {
            metrics.showUnreadable();
        }
        metrics.writeTo(out);
    }

    /** A closed account leaves the metrics: nobody is to be alarmed by what nobody archives any more. */
    private static List<AccountHealth> open(HealthView.Seen seen) {
        return seen.accounts().stream().filter(it -> !it.closed()).toList();
    }

    private static Set<String> closed(HealthView.Seen seen) {
        return seen.accounts().stream()
                .filter(AccountHealth::closed)
                .map(AccountHealth::account)
                .collect(Collectors.toSet());
    }

    /** Runs are counted, told to the other listener, and when one succeeds the heartbeat may beat. */
    RunListener listener() {
        RunListener counted = RunListener.both(metrics, other);
        return heartbeat
                .map(it -> RunListener.both(counted, new RunHeartbeat(it)))
                .orElse(counted);
    }

    @Override
    public void close() {
        heartbeat.ifPresent(Heartbeat::close);
    }
}
