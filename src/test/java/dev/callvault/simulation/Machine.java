package dev.callvault.simulation;

import dev.callvault.archive.AccountParts;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.StepwiseRuns;
import dev.callvault.archive.guard.LoginCircuitBreaker;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.RunListener;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.source.CallSource;
import dev.callvault.source.CountingSource;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.MemoryLedger;
import dev.callvault.source.PacedSource;
import dev.callvault.source.RetryPolicy;
import dev.callvault.source.RetryingSource;
import dev.callvault.source.SharedBudget;
import dev.callvault.source.plum.OtherFormatSource;
import dev.callvault.store.Ports;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.SessionTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Where a process runs: started, killed and started again, it looks after every account in turn while it is up. */
final class Machine {
    private static final Duration RESTART = Duration.ofMinutes(1);

    private final List<Customer> customers;
    private final Ports store;
    private final Weather weather;
    private final VirtualTime time;
    private final Instant calmFrom;
    private final IntFunction<String> names;
    private final SplittableRandom random;
    private final Random jitter;
    private final Duration listEvery;
    private final List<ArchiveRun> runs = new ArrayList<>();
    private @Nullable Node process;
    private int starts;
    private String password = "";
    private Instant next;

    /**
     * A machine that is not up yet.
     *
     * @param calmFrom from then on nothing kills a process that is started
     * @param names of its processes, by how many were started before
     */
    Machine(
            List<Customer> customers,
            Ports store,
            Weather weather,
            VirtualTime time,
            Instant calmFrom,
            IntFunction<String> names,
            SplittableRandom random) {
        this.customers = customers;
        this.store = store;
        this.weather = weather;
        this.time = time;
        this.calmFrom = calmFrom;
        this.names = names;
        this.random = random;
        this.jitter = new Random(random.nextLong());
        this.listEvery = Duration.ofMinutes(20 + random.nextInt(90));
        this.next = time.instant();
    }

    /** When it has something to do again. */
    Instant next() {
        return next;
    }

    /** Does what is due, unless it is stopped; a process that was killed, or whose password was put right, is started anew. */
    void step() {
        Instant now = time.instant();
        Optional<Episode> stopped = weather.on(Trouble.STOPPED, now);
        if (stopped.isPresent()) {
            process = null;
            next = stopped.get().to();
            return;
        }
        if (process == null || !password.equals(weather.configured(now))) {
            start(now);
        }
        next = work() ? now.plus(listEvery) : time.instant().plus(pause());
    }

    /** Whether the process has lived through it. */
    private boolean work() {
        setClock();
        Node node = Objects.requireNonNull(process);
        try {
            for (int i = 0; i < customers.size(); i++) {
                customers.get(i).tick(runs.get(i));
                if (random.nextInt(20) == 0) {
                    store.listings().compactCoverage(time.instant().minus(Duration.ofDays(6)));
                }
            }
            return true;
        } catch (Crash | IllegalStateException killed) {
            if (!node.isDead()) {
                throw killed;
            }
            process = null;
            return false;
        }
    }

    /** A program that was started before the calm may die in it, but is up again at once: nobody else may do its work. */
    private Duration pause() {
        Duration pause = Duration.ofSeconds(1L + random.nextInt(random.nextInt(6) == 0 ? 40_000 : 60));
        return isCalm() && pause.compareTo(RESTART) > 0 ? RESTART : pause;
    }

    private boolean isCalm() {
        return time.instant().isAfter(calmFrom);
    }

    private void start(Instant now) {
        long callsToLive = random.nextInt(3) == 0 ? 1 + random.nextInt(200) : 1 + random.nextInt(20_000);
        Node started = new Node(weather, time, random.split(), isCalm() ? Long.MAX_VALUE : callsToLive);
        String name = names.apply(starts++);
        process = started;
        password = weather.configured(now);
        runs.clear();
        customers.forEach(it -> runs.add(StepwiseRuns.of(
                parts(it, started),
                new ArchiveSettings(Duration.ofHours(1), 1, name),
                RunListener.NONE,
                time.local())));
    }

    private AccountParts parts(Customer customer, Node node) {
        OtherLogins others = customer.others();
        CountingSource json = counted(customer, node, false);
        CountingSource xml = counted(customer, node, true);
        SharedBudget budget = new SharedBudget(Customer.RATE, 1, new MemoryLedger(time, 1).of("node"), time, time);
        LoginCircuitBreaker breaker =
                others.breaker(node.port(LoginStore.class, others.logins(), true), password, true);
        CallSource once = breaker.guarded(new PacedSource(breaker.watched(json), budget));
        CallSource onceInXml = breaker.guarded(new PacedSource(breaker.watched(xml), budget));
        return new AccountParts(
                customer.account(),
                new OtherFormatSource(new RetryingSource(once, RetryPolicy.DEFAULT, time, jitter), onceInXml),
                customer.provider(),
                () -> Optional.of(time.localIsAhead()),
                service -> json.requests(service) + xml.requests(service),
                new Lines(Truth.ZONE),
                new AccountParts.Stores(
                        node.port(ListingStore.class, store.listings(), true),
                        node.port(BodyStore.class, store.bodies(), true),
                        node.port(RunStore.class, store.runs(), true),
                        node.port(SessionTimes.class, store.sessionTimes(), true),
                        node.port(Fence.class, store.fence(), true)),
                Redactor.CARDS,
                MemoryBudget.unlimited());
    }

    private CountingSource counted(Customer customer, Node node, boolean isXml) {
        return new CountingSource(
                node.port(CallSource.class, customer.provider().as(password, true, isXml), false));
    }

    /** The clock is put wrong, and right again, between runs. */
    private void setClock() {
        Instant now = time.instant();
        int off = weather.on(Trouble.CLOCK_FAR_OFF, now)
                .or(() -> weather.on(Trouble.CLOCK_OFF_BY_HOURS, now))
                .or(() -> weather.on(Trouble.CLOCK_OFF_A_LITTLE, now))
                .map(Episode::amount)
                .orElse(0);
        time.setLocalAhead(Duration.ofSeconds(off));
    }
}
