package dev.callvault.simulation;

import dev.callvault.store.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * One simulated month of the daemon's work: the real archiver against simulated providers, with a schedule, crashes and
 * restarts. In every eighth month two nodes look after two accounts, and take over from each other what one leaves when it is
 * killed. Everything follows from the seed.
 */
final class Month {
    private static final Instant[] STARTS = {
        Instant.parse("2026-10-12T09:00:00Z"),
        Instant.parse("2026-02-20T00:30:00Z"),
        Instant.parse("2026-06-01T17:45:11Z")
    };
    private static final Duration LENGTH = Duration.ofDays(30);
    /** Calm at the end, in which everything that can still be had must come. */
    private static final Duration CALM = Duration.ofHours(30);

    private final VirtualTime time;
    private final Instant end;
    private final Weather weather;
    private final List<Customer> customers = new ArrayList<>();
    private final List<Machine> machines = new ArrayList<>();

    Month(long seed, Ports store, ArchiveContents contents) {
        SplittableRandom random = new SplittableRandom(seed * 7_919 + 13);
        Instant start = STARTS[random.nextInt(STARTS.length)].plusSeconds(random.nextInt(86_400));
        this.time = new VirtualTime(start);
        this.end = start.plus(LENGTH);
        this.weather = Weather.of(random.split(), start, LENGTH.minus(CALM));
        boolean isShared = seed % 8 == 4;
        customers.add(new Customer("default", store, contents, weather, time, end, random));
        if (isShared) {
            customers.add(new Customer("second", store, contents, weather, time, end, random));
        }
        IntFunction<String> alternating = starts -> "node " + starts % 2;
        machines.add(machine(store, isShared ? starts -> "node 0" : alternating, random));
        if (isShared) {
            machines.add(machine(store, starts -> "node 1", random));
        }
    }

    private Machine machine(Ports store, IntFunction<String> names, SplittableRandom random) {
        return new Machine(customers, store, weather, time, end.minus(CALM), names, random.split());
    }

    Weather weather() {
        return weather;
    }

    /** Lives through the month, then compares what is archived with what happened. */
    void live() {
        while (time.instant().isBefore(end)) {
            Machine machine =
                    machines.stream().min(Comparator.comparing(Machine::next)).orElseThrow();
            time.passUntil(machine.next());
            if (time.instant().isBefore(end)) {
                machine.step();
            }
        }
        customers.forEach(Customer::judge);
    }
}
