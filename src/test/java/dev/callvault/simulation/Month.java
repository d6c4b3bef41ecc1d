package dev.callvault.simulation;

import dev.callvault.archive.AccountParts;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.StepwiseRuns;
import dev.callvault.archive.guard.LoginGate;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * One simulated month of the daemon's work over one account: the real archiver against a simulated provider, with a
 * schedule, crashes and restarts. Everything follows from the seed.
 */
final class Month {
    private static final Instant[] STARTS = {
        Instant.parse("2026-10-12T09:00:00Z"),
        Instant.parse("2026-02-20T00:30:00Z"),
        Instant.parse("2026-06-01T17:45:11Z")
    };
    static final Duration LENGTH = Duration.ofDays(30);
    /** Calm at the end, in which everything that can still be had must come. */
    private static final Duration CALM = Duration.ofHours(30);

    private static final Duration RESTART = Duration.ofMinutes(1);

    private static final double RATE = 2;

    private final SplittableRandom random;
    private final Ports store;
    private final VirtualTime time;
    private final Instant end;
    private final Weather weather;
    private final SimulatedProvider provider;
    private final Account account;
    private final Oracle oracle;
    private final Duration listEvery;
    private final Random jitter;
    private final OtherLogins others;
    private int processes;
    private String password = "";

    private Instant nextSweep;
    private Instant nextYearSweep;

    Month(long seed, Ports store, ArchiveContents contents) {
        this.random = new SplittableRandom(seed * 7_919 + 13);
        this.store = store;
        Instant start = STARTS[random.nextInt(STARTS.length)].plusSeconds(random.nextInt(86_400));
        this.time = new VirtualTime(start);
        this.end = start.plus(LENGTH);
        this.nextSweep = start;
        this.nextYearSweep = start.plus(Duration.ofDays(3));
        this.weather = Weather.of(random.split(), start, LENGTH.minus(CALM));
        Truth truth = new Truth(random.split(), start.minus(Duration.ofDays(7)), end);
        this.provider = new SimulatedProvider(truth, weather, time, random.split(), random.nextBoolean());
        this.account = store.accounts().register("default", URI.create("http://localhost/ws"), Truth.ZONE, start);
        this.oracle = new Oracle(truth, provider, weather, contents, account.id(), start);
        this.listEvery = Duration.ofMinutes(20 + random.nextInt(90));
        this.jitter = new Random(random.nextLong());
        this.others = new OtherLogins(account, provider, weather, time, random.split());
    }

    Weather weather() {
        return weather;
    }

    /** Lives through the month, then compares what is archived with what happened. */
    void live() {
        while (time.instant().isBefore(end)) {
            oneProcess();
            if (!time.instant().isBefore(end)) {
                break;
            }
            stayDown(Duration.ofSeconds(1L + random.nextInt(random.nextInt(6) == 0 ? 40_000 : 60)));
        }
        oracle.judge(time.instant());
    }

    /** A program that was started before the calm may die in it, but is up again at once: nobody else does its work. */
    private void stayDown(Duration pause) {
        boolean isCalm = time.instant().isAfter(end.minus(CALM));
        time.pass(isCalm && pause.compareTo(RESTART) > 0 ? RESTART : pause);
    }

    /** Starts the program, and lets it work until it is killed. */
    private void oneProcess() {
        long callsToLive = random.nextInt(3) == 0 ? 1 + random.nextInt(200) : 1 + random.nextInt(20_000);
        boolean isCalm = time.instant().isAfter(end.minus(CALM));
        password = weather.configured(time.instant());
        Node process = new Node(weather, time, random.split(), isCalm ? Long.MAX_VALUE : callsToLive);
        ArchiveRun run = StepwiseRuns.of(
                parts(process),
                new ArchiveSettings(Duration.ofHours(1), 1, "node " + processes++ % 2),
                RunListener.NONE,
                time.local());
        provider.takeRequests();
        try {
            work(run);
        } catch (Crash | IllegalStateException killed) {
            if (!process.isDead()) {
                throw killed;
            }
        }
        oracle.paced(provider.takeRequests(), RATE);
    }

    private AccountParts parts(Node process) {
        CountingSource json = counted(process, false);
        CountingSource xml = counted(process, true);
        SharedBudget budget = new SharedBudget(RATE, 1, new MemoryLedger(time, 1).of("node"), time, time);
        LoginGate gate = others.gate(process.port(LoginStore.class, others.logins(), true), password, true);
        CallSource once = gate.guarded(new PacedSource(gate.watched(json), budget));
        CallSource onceInXml = gate.guarded(new PacedSource(gate.watched(xml), budget));
        return new AccountParts(
                account,
                new OtherFormatSource(new RetryingSource(once, RetryPolicy.DEFAULT, time, jitter), onceInXml),
                provider,
                service -> json.requests(service) + xml.requests(service),
                new Lines(Truth.ZONE),
                new AccountParts.Stores(
                        process.port(ListingStore.class, store.listings(), true),
                        process.port(BodyStore.class, store.bodies(), true),
                        process.port(RunStore.class, store.runs(), true),
                        process.port(SessionTimes.class, store.sessionTimes(), true),
                        process.port(Fence.class, store.fence(), true)),
                Redactor.CARDS,
                MemoryBudget.unlimited());
    }

    private CountingSource counted(Node process, boolean isXml) {
        return new CountingSource(process.port(CallSource.class, provider.as(password, true, isXml), false));
    }

    /** Until the program is stopped, or its password was put right, which takes a restart. */
    private void work(ArchiveRun run) {
        while (time.instant().isBefore(end) && password.equals(weather.configured(time.instant()))) {
            Optional<Episode> stopped = weather.on(Trouble.STOPPED, time.instant());
            if (stopped.isPresent()) {
                time.passUntil(stopped.get().to());
                return;
            }
            setClock();
            Instant next = time.instant().plus(listEvery);
            tick(run);
            time.passUntil(next);
        }
    }

    /** The machine's clock is put wrong, and right again, between runs. */
    private void setClock() {
        Instant now = time.instant();
        int off = weather.on(Trouble.CLOCK_OFF_BY_HOURS, now)
                .or(() -> weather.on(Trouble.CLOCK_OFF_A_LITTLE, now))
                .map(Episode::amount)
                .orElse(0);
        time.setLocalAhead(Duration.ofSeconds(off));
    }

    private void tick(ArchiveRun run) {
        others.ask();
        for (LogStream stream : LogStream.values()) {
            Instant began = time.instant();
            boolean isSweep = isSweepDue(stream);
            StreamReport report = isSweep ? run.sweep(stream, Duration.ZERO) : run.list(stream, Duration.ZERO);
            oracle.listed(stream, report, began, time.instant(), time.localIsAhead());
        }
        Instant began = time.instant();
        BodyReport report = run.fetch(Instant.EPOCH);
        oracle.fetched(report, began, time.instant());
        if (random.nextInt(20) == 0) {
            store.listings().compactCoverage(time.instant().minus(Duration.ofDays(6)));
        }
    }

    private boolean isSweepDue(LogStream stream) {
        Instant due = stream == LogStream.CALLS ? nextSweep : nextYearSweep;
        if (time.instant().isBefore(due) || stream == LogStream.SESSIONS) {
            return false;
        }
        if (stream == LogStream.CALLS) {
            nextSweep = time.instant().plus(Duration.ofDays(1));
        } else {
            nextYearSweep = time.instant().plus(Duration.ofDays(7));
        }
        return true;
    }
}
