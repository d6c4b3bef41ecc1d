package dev.callvault.app.nodes;

import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.call.Account;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.Settings;
import dev.callvault.refine.RedactorInForce;
import dev.callvault.store.Accounts;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among the nodes that share the archive: it says that it is live, hears who else is, and goes by what they agree
 * on. With every beat the redactor takes the rules of all live nodes, the zones in force are followed, a shorter {@code keep}
 * comes nearer to its day, and what the nodes differ in is logged, once. Safe for many threads.
 */
public final class Nodes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

    static final Duration BEAT = Duration.ofSeconds(15);
    /** Whoever was silent for longer may no longer count among the live ones, and does not know who does. */
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
    private SortedSet<String> archived = new TreeSet<>();
    private @Nullable Instant lastBeat;
    private @Nullable Rules rules;
    private boolean isZoneUsed;
    private boolean hasFailed;

    /** What all nodes share. */
    public record Shared(NodeStore nodes, KeepStore keep, ReportStore reports, Accounts accounts) {}

    /** What this process goes by. */
    public record InForce(RedactorInForce redactor, ZonesInForce zones) {}

    /** @param elapsed moves forward only, whatever is done to the machine's clock */
    public Nodes(
            Node self, Settings settings, Shared shared, InForce inForce, InstantSource clock, InstantSource elapsed) {
        this.self = self;
        this.settings = settings;
        this.shared = shared;
        this.inForce = inForce;
        this.clock = clock;
        this.elapsed = elapsed;
    }

    /** A process with these settings, under a name that no other has. */
    public static Node node(Settings settings, Node.Kind kind) {
        String version = Objects.requireNonNullElse(Nodes.class.getPackage().getImplementationVersion(), "(unpacked)");
        String id = settings.nodeName() + "-" + UUID.randomUUID().toString().substring(0, 8);
        return new Node(
                id,
                settings.nodeName(),
                kind,
                version,
                settings.accounts().stream().map(AccountSettings::name).toList(),
                SharedSettings.of(settings));
    }

    /** Goes on saying that this node is live, until it is closed. */
    public void beatOn() {
        var ignored =
                beats.scheduleWithFixedDelay(this::beatQuietly, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Beats; whatever goes wrong is said once, and the next beat comes. */
    void beatQuietly() {
        try {
            beat();
        } catch (RuntimeException failure) {
            say(failure);
        }
    }

    private synchronized void say(RuntimeException failure) {
        if (!hasFailed) {
            LOG.warn(
                    "this node cannot say that it is live: {}. Nothing is deleted by age meanwhile; it goes on by itself.",
                    failure.getMessage());
        }
        hasFailed = true;
    }

    /**
     * Says that this node is live, and goes by what it hears.
     *
     * @throws StoreFailure when the database cannot be used
     */
    public synchronized void beat() {
        agreement = Agreement.of(shared.nodes().beat(self, clock.instant()));
        lastBeat = elapsed.instant();
        hasFailed = false;
        redact();
        useReportingZone();
        followZones();
        settleKeep();
        sayDifferences();
        sayUnarchived();
    }

    private void redact() {
        Rules all = new Rules(agreement.isForCards(), agreement.rules());
        if (!all.equals(rules)) {
            inForce.redactor().use(UnitedRules.of(agreement));
            rules = all;
        }
    }

    /** What is redacted by. */
    private record Rules(boolean cards, List<NodeSettings.Rule> rules) {}

    /** While the nodes differ the zone in force stays: whoever starts last must not change everybody's days. */
    private void useReportingZone() {
        if (agreement.isDisputed(SharedSettings.REPORTING_ZONE)) {
            isZoneUsed = false;
        } else if (!isZoneUsed) {
            shared.reports().useZone(settings.reportingZone());
            isZoneUsed = true;
        }
    }

    /** An account whose zone could not come into force yet is tried again. */
    private void followZones() {
        for (AccountSettings account : settings.accounts()) {
            Optional<ZoneId> zone = inForce.zones().of(account.name());
            if (zone.isPresent() && !zone.get().equals(account.zone())) {
                inForce.zones()
                        .follow(shared.accounts()
                                .register(account.name(), account.url(), account.zone(), clock.instant()));
            }
        }
    }

    private void settleKeep() {
        KeepState state = shared.keep().read();
        for (RecordKind kind : RecordKind.values()) {
            KeepTerm before = state.term(kind);
            KeepTerm after = KeepPolicy.term(kind, state, agreement);
            // what another node changed meanwhile is looked at again with the next beat
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
                        "keep.{} was shortened from {} to {}: it deletes nothing before it has stood for a day on every node,"
                                + " or 'callvault keep --apply' confirms it",
                        kind.label(),
                        after.inForce().text(),
                        it.keep().text()));
    }

    private void sayDifferences() {
        List<Difference> differences = agreement.differences();
        differences.stream().filter(it -> !said.contains(it)).forEach(it -> LOG.warn("{}", it));
        if (differences.isEmpty() && !said.isEmpty()) {
            LOG.info("the live nodes are configured alike again: {}", String.join(", ", agreement.names()));
        }
        said = differences;
    }

    /** Accounts of the archive that nobody archives any more; said when it changes who archives what. */
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
            LOG.info("not archived, since no live node is configured with it: {}", String.join(", ", unarchived));
        }
    }

    /** As of the last beat; of no node before the first. */
    public Agreement agreement() {
        return agreement;
    }

    /**
     * By which periods to delete now; empty while live nodes differ in them.
     *
     * @throws StoreFailure when the database cannot be used
     */
    public synchronized Optional<KeepState> keepToApply() {
        beat();
        return agreement.isOneOnKeep() ? Optional.of(shared.keep().read()) : Optional.empty();
    }

    /** Whether to go on with deleting: this node is live, and no other one has come that keeps things for longer. */
    public synchronized boolean mayDelete() {
        return lastBeat != null
                && Duration.between(lastBeat, elapsed.instant()).compareTo(FRESH) < 0
                && agreement.isOneOnKeep();
    }

    /** Where the database is away anyway, nobody waits for it. */
    private synchronized boolean isKnown() {
        return lastBeat != null && !hasFailed;
    }

    /** Stops beating, and leaves: the others need not wait until this node's silence is noticed. */
    @Override
    public void close() {
        beats.shutdownNow();
        if (!isKnown()) {
            return;
        }
        try {
            Uninterrupted.run(() -> shared.nodes().leave(self.id()));
        } catch (StoreFailure away) {
            LOG.debug("this node could not say that it leaves: {}", away.getMessage());
        }
    }
}
