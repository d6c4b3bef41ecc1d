package dev.callvault.simulation;

import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.store.Ports;
import dev.callvault.store.ProviderLogin;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** An account of the month: its provider, who else signs in to it, and the oracle that knows what should be archived. */
final class Customer {
    static final double RATE = 2;

    private final VirtualTime time;
    private final Account account;
    private final SimulatedProvider provider;
    private final Oracle oracle;
    private final OtherLogins others;
    private Instant nextSweep;
    private Instant nextYearSweep;

    Customer(
            String name,
            Ports store,
            ArchiveContents contents,
            Weather weather,
            VirtualTime time,
            Instant end,
            SplittableRandom random) {
        Instant start = time.instant();
        this.time = time;
        this.nextSweep = start;
        this.nextYearSweep = start.plus(Duration.ofDays(3));
        Truth truth = new Truth(random.split(), start.minus(Duration.ofDays(7)), end);
        this.provider = new SimulatedProvider(truth, weather, time, random.split(), random.nextBoolean());
        this.account = store.accounts()
                .register(name, new ProviderLogin(URI.create("http://localhost/ws"), name), Truth.ZONE, start);
        this.oracle = new Oracle(truth, provider, weather, contents, account.id(), start);
        this.others = new OtherLogins(account, provider, weather, time, random.split());
    }

    Account account() {
        return account;
    }

    SimulatedProvider provider() {
        return provider;
    }

    OtherLogins others() {
        return others;
    }

    /** Everything that is due, by one process, watched by the oracle. */
    void tick(ArchiveRun run) {
        others.ask();
        try {
            for (LogStream stream : LogStream.values()) {
                list(run, stream);
            }
            Instant began = time.instant();
            BodyReport report = run.fetch(Instant.EPOCH);
            oracle.fetched(report, began, time.instant());
        } finally {
            oracle.paced(provider.takeRequests(), RATE);
        }
    }

    private void list(ArchiveRun run, LogStream stream) {
        Instant began = time.instant();
        Duration ahead = time.localIsAhead();
        StreamReport report = isSweepDue(stream) ? run.sweep(stream, Duration.ZERO) : run.list(stream, Duration.ZERO);
        oracle.listed(stream, report, began, time.instant(), ahead);
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

    /** The final comparison. */
    void judge() {
        oracle.judge(time.instant());
    }
}
