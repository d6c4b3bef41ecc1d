package dev.callvault.bench;

import dev.callvault.bench.Archive.Pass;
import dev.callvault.bench.Measured.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The same work on archives that are empty, well filled and full: neither new calls nor an idle run may take longer. */
final class Growth implements Figure {
    private static final double SAME = 1.15;
    private static final int CONCURRENCY = 8;
    private static final int IDLE_RUNS = 10;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Measured> measure(Lab lab) throws Exception {
        List<Long> sizes = List.of(0L, lab.scaled(1_000_000), lab.scaled(5_000_000));
        World world = World.recent(lab.scaled(10_000), 2000, lab.now())
                .since(lab.now().minus(Duration.ofHours(90)));
        Map<Long, Archive> filled = new LinkedHashMap<>();
        try (Upstream upstream = Upstream.of(world)) {
            for (long size : sizes.subList(1, sizes.size())) {
                Archive archive = lab.server().empty();
                filled.put(size, archive);
                History.fill(archive, size, lab.now(), world.from().minus(Duration.ofHours(2)));
            }
            return measured(lab, upstream, sizes, filled);
        } finally {
            for (Archive archive : filled.values()) {
                archive.close();
            }
        }
    }

    private static List<Measured> measured(Lab lab, Upstream upstream, List<Long> sizes, Map<Long, Archive> filled)
            throws Exception {
        Map<Long, List<Double>> idle = new ConcurrentHashMap<>();
        Rounds rounds = new Rounds();
        for (long size : sizes) {
            rounds.side(Long.toString(size), () -> {
                @Nullable Archive full = filled.get(size);
                Pace pace = full == null ? besideNothing(lab, upstream) : beside(lab, upstream, full);
                idle.computeIfAbsent(size, it -> new ArrayList<>()).add(pace.idle());
                return pace.filling();
            });
        }
        Map<String, Samples> filling = rounds.measure(lab.rounds());
        List<Measured> measured = new ArrayList<>();
        for (long size : sizes.subList(1, sizes.size())) {
            measured.add(measured("growth, new calls beside %,d", size, filling));
        }
        Map<String, Samples> idling = new LinkedHashMap<>();
        idle.forEach((size, each) -> idling.put(Long.toString(size), new Samples(each.subList(1, each.size()))));
        for (long size : sizes.subList(1, sizes.size())) {
            measured.add(measured("growth, idle run beside %,d", size, idling));
        }
        return measured;
    }

    /** Beside nothing: a new archive each time, since one that was emptied is not what an empty one is to the planner. */
    private static Pace besideNothing(Lab lab, Upstream upstream) throws Exception {
        try (Archive archive = lab.server().empty()) {
            return pace(lab, upstream, archive);
        }
    }

    private static Pace beside(Lab lab, Upstream upstream, Archive archive) throws Exception {
        History.forget(archive, upstream.world().from().minus(Duration.ofHours(1)));
        return pace(lab, upstream, archive);
    }

    private static Pace pace(Lab lab, Upstream upstream, Archive archive) throws Exception {
        lab.server().settle();
        return new Pace(archive.archiveAll(upstream, CONCURRENCY).seconds(), idle(archive, upstream));
    }

    /** Seconds of a run that finds new calls, and of one that finds none. */
    private record Pace(double filling, double idle) {}

    private static Measured measured(String name, long size, Map<String, Samples> seconds) {
        Samples full = Objects.requireNonNull(seconds.get(Long.toString(size)));
        Samples empty = Objects.requireNonNull(seconds.get("0"));
        return new Measured(
                name.formatted(size),
                "time over that of the empty archive",
                full.over(empty),
                Goal.atMost(SAME),
                Map.of("seconds", full, "seconds when empty", empty));
    }

    /** Seconds of one run that finds nothing new. */
    private static double idle(Archive archive, Upstream upstream) {
        try (Pass pass = archive.pass(upstream, CONCURRENCY)) {
            pass.run();
            double seconds = 0;
            for (int run = 0; run < IDLE_RUNS; run++) {
                seconds += pass.run().seconds();
            }
            return seconds / IDLE_RUNS;
        }
    }
}
