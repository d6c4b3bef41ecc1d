package dev.callvault.app.nodes;

import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.call.Account;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.Settings;
import dev.callvault.refine.RedactorInForce;
import dev.callvault.store.Accounts;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeSettings;
import dev.callvault.store.coordination.NodeStore;
import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.KeepState;
import dev.callvault.store.forget.KeepStore;
import dev.callvault.store.forget.KeepTerm;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.reports.ReportStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * This process as one of the nodes that share the archive: it reports that it is live, learns which other nodes are, and
 * follows what they agree on. Every beat gives the redactor the rules of all live nodes, updates the zones in force, advances
 * a shortened {@code keep}, and logs each new difference once. Safe for many threads.
 */
public final class Nodes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

    static final Duration BEAT = Duration.ofSeconds(15);
    /** A node that was silent for longer may no longer count as live, and does not know which nodes do. */
    private static final Duration FRESH = Duration.ofSeconds(45);

    private final Node self;
    private final Settings settings;
    private final Shared shared;
    private final InForce inForce;
    private final InstantSource clock;
    private final InstantSource elapsed;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("callvault-nodes").factory());

    private volatile Agreement agreement = new Agreement(List.of(), true);
    private List<Difference> said = List.of();
    /** Not a monitor: before Java 24, waiting in one for the database occupies a carrier thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private SortedSet<String> archived = new TreeSet<>();
    private @Nullable Instant lastBeat;
    private @Nullable Rules rules;
    private boolean isZoneUsed;
    private boolean isDirectoryUsed;
    private boolean hasFailed;

    /** The stores that all nodes share. */
    public record Shared(NodeStore nodes, KeepStore keep, ReportStore reports, Accounts accounts) {}

    /** The redactor and the zones that this process uses. */
    public record InForce(RedactorInForce redactor, ZonesInForce zones) {}

    /** @param elapsed only moves forward, even if the machine's clock is changed */
    public Nodes(
            Node self, Settings settings, Shared shared, InForce inForce, InstantSource clock, InstantSource elapsed) {
        this.self = self;
        this.settings = settings;
        this.shared = shared;
        this.inForce = inForce;
        this.clock = clock;
        this.elapsed = elapsed;
    }

    /** A node with these settings and a unique id. */
    public static Node node(Settings settings, Node.Kind kind) {
        String version = version();
        String id = settings.nodeName() + "-" + UUID.randomUUID().toString().substring(0, 8);
        return new Node(
                id,
                settings.nodeName(),
                kind,
                version,
                settings.accounts().stream().map(AccountSettings::name).toList(),
                SharedSettings.of(settings));
    }

    /** Keeps reporting that this node is live, until it is closed. */
    public void beatOn() {
        var ignored =
                beats.scheduleWithFixedDelay(this::beatQuietly, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Beats once. A failure is logged once, and the next beat tries again. */
    void beatQuietly() {
        try {
            beat();
        } catch (RuntimeException failure) {
            say(failure);
        }
    }

    private void say(RuntimeException failure) {
        lock.lock();
        try {
            if (!hasFailed) {
                boolean isTold = failure instanceof StoreFailure store && store.isAway();
                LOG.atLevel(isTold ? Level.DEBUG : Level.WARN)
                        .log(
                                "this node cannot report that it is live: {}. Until it can, nothing is deleted by age. It tries again by itself.",
                                failure.getMessage());
            }
            hasFailed = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reports that this node is live, and follows what the live nodes agree on.
     *
     * @throws StoreFailure when the database cannot be used
     */
    public void beat() {
        lock.lock();
        try {
            agreement = Agreement.of(shared.nodes().beat(self, clock.instant()));
            lastBeat = elapsed.instant();
            hasFailed = false;
            redact();
            useReportingZone();
            useDirectory();
            followZones();
            settleKeep();
            sayDifferences();
            sayUnarchived();
        } finally {
            lock.unlock();
        }
    }

    private void redact() {
        Rules all = new Rules(agreement.isForCards(), agreement.rules());
        if (!all.equals(rules)) {
            inForce.redactor().use(UnitedRules.of(agreement));
            rules = all;
        }
    }

    /** The rules that the redactor applies. */
    private record Rules(boolean cards, List<NodeSettings.Rule> rules) {}

    /** While the nodes differ, the zone in force stays: the last node to start must not change the days of all reports. */
    private void useReportingZone() {
        if (agreement.isDisputed(SharedSettings.REPORTING_ZONE)) {
            isZoneUsed = false;
        } else if (!isZoneUsed) {
            shared.reports().useZone(settings.reportingZone());
            isZoneUsed = true;
        }
    }

    /** While the nodes differ, the names in force stay. A node without names removes them only if no other node has any. */
    private void useDirectory() {
        boolean isLeftToOthers = settings.numbers().isEmpty() && agreement.isSet(SharedSettings.NUMBERS);
        if (isLeftToOthers || agreement.isDisputed(SharedSettings.NUMBERS)) {
            isDirectoryUsed = false;
        } else if (!isDirectoryUsed) {
            shared.reports().useDirectory(SharedSettings.directory(settings));
            isDirectoryUsed = true;
        }
    }

    /** Tries again for each account whose zone could not come into force yet. */
    private void followZones() {
        for (AccountSettings account : settings.accounts()) {
            Optional<ZoneId> zone = inForce.zones().of(account.name());
            if (zone.isPresent() && !zone.get().equals(account.zone())) {
                inForce.zones()
                        .follow(shared.accounts()
                                .register(
                                        account.name(),
                                        new ProviderLogin(account.url(), account.username()),
                                        account.zone(),
                                        clock.instant()));
            }
        }
    }

    private void settleKeep() {
        KeepState state = shared.keep().read();
        for (RecordKind kind : RecordKind.values()) {
            KeepTerm before = state.term(kind);
            KeepTerm after = KeepPolicy.term(kind, state, agreement);
            // if another node changed it in the meantime, the next beat looks again
            if (!after.equals(before) && shared.keep().change(kind, before, after)) {
                say(kind, before, after);
            }
        }
    }

    private static void say(RecordKind kind, KeepTerm before, KeepTerm after) {
        if (!after.inForce().equals(before.inForce())) {
            LOG.info(
                    "keep.{} is {} from now on; it was {}",
                    kind.label(),
                    after.inForce().text(),
                    before.inForce().text());
        }
        Optional<KeepPeriod> waited = before.waiting().map(KeepTerm.Waiting::keep);
        after.waiting()
                .filter(it -> !waited.equals(Optional.of(it.keep())))
                .ifPresent(it -> LOG.warn(
                        "keep.{} was shortened from {} to {}: nothing is deleted by it until every node has had it for a day"
                                + " or 'callvault keep --apply' confirms it",
                        kind.label(),
                        after.inForce().text(),
                        it.keep().text()));
    }

    private void sayDifferences() {
        List<Difference> differences = agreement.differences();
        differences.stream().filter(it -> !said.contains(it)).forEach(it -> LOG.warn("{}", it));
        if (differences.isEmpty() && !said.isEmpty()) {
            LOG.info("the live nodes have the same settings again: {}", String.join(", ", agreement.names()));
        }
        said = differences;
    }

    /** Logs the accounts that nobody archives any more, whenever the set of archived accounts changes. */
    private void sayUnarchived() {
        SortedSet<String> known = agreement.accounts();
        if (known.equals(archived)) {
            return;
        }
        archived = known;
        List<String> unarchived = shared.accounts().all().stream()
                .map(Account::name)
                .filter(it -> !known.contains(it))
                .toList();
        if (!unarchived.isEmpty()) {
            LOG.info("not archived, because no live node is configured with it: {}", String.join(", ", unarchived));
        }
    }

    /** The agreement as of the last beat; before the first, one without nodes. */
    public Agreement agreement() {
        return agreement;
    }

    /**
     * The periods by which to delete now; empty while live nodes differ in them.
     *
     * @throws StoreFailure when the database cannot be used
     */
    public Optional<KeepState> keepToApply() {
        lock.lock();
        try {
            beat();
            return agreement.isOneOnKeep() ? Optional.of(shared.keep().read()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether deleting may go on: this node is live, and no node with other periods has joined. */
    public boolean mayDelete() {
        lock.lock();
        try {
            return lastBeat != null
                    && Duration.between(lastBeat, elapsed.instant()).compareTo(FRESH) < 0
                    && agreement.isOneOnKeep();
        } finally {
            lock.unlock();
        }
    }

    /** If the last beat failed, the database is unavailable, and closing does not wait for it. */
    private boolean isKnown() {
        lock.lock();
        try {
            return lastBeat != null && !hasFailed;
        } finally {
            lock.unlock();
        }
    }

    /** Stops the beats and leaves, so that the others need not wait until this node's silence is noticed. */
    @Override
    public void close() {
        beats.shutdownNow();
        if (!isKnown()) {
            return;
        }
        try {
            Uninterrupted.run(() -> shared.nodes().leave(self.id()));
        } catch (StoreFailure away) {
            LOG.debug("this node could not report that it leaves: {}", away.getMessage());
        }
    }

    /** The name and version of this program. */
    public static String program() {
        return "callvault " + version();
    }

    private static String version() {
        return Objects.requireNonNullElse(Nodes.class.getPackage().getImplementationVersion(), "(unpacked)");
    }
}
