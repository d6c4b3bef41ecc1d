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
        List<Archive> archives = new ArrayList<>();
        try (Upstream upstream = Upstream.of(world)) {
            for (long size : sizes) {
                Archive archive = lab.server().empty();
                archives.add(archive);
                History.fill(archive, size, lab.now(), world.from().minus(Duration.ofHours(2)));
            }
            return measured(lab, upstream, sizes, archives);
        } finally {
            for (Archive archive : archives) {
                archive.close();
            }
        }
    }

    private static List<Measured> measured(Lab lab, Upstream upstream, List<Long> sizes, List<Archive> archives)
            throws Exception {
        Map<Long, List<Double>> idle = new ConcurrentHashMap<>();
        Rounds rounds = new Rounds();
        for (int i = 0; i < sizes.size(); i++) {
            long size = sizes.get(i);
            Archive archive = archives.get(i);
            rounds.side(Long.toString(size), () -> {
                History.forget(archive, upstream.world().from().minus(Duration.ofHours(1)));
                lab.server().settle();
                double seconds = archive.archiveAll(upstream, CONCURRENCY).seconds();
                idle.computeIfAbsent(size, it -> new ArrayList<>()).add(idle(archive, upstream));
                return seconds;
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
