package dev.callvault.bench;

import dev.callvault.bench.Measured.Goal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Archiving over the loop that the provider's page describes, near the provider and far from it. */
final class AgainstTheLoop implements Figure {
    private static final int CONCURRENCY = 16;
    private static final int FAR_MILLIS = 50;
    private static final double SHARE = 0.9;

    @Override
    public String name() {
        return "loop";
    }

    @Override
    public List<Measured> measure(Lab lab) throws Exception {
        World near = World.recent(lab.scaled(100_000), 2000, lab.now());
        World far = World.recent(lab.scaled(5_000), 2000, lab.now()).slow(Duration.ofMillis(FAR_MILLIS));
        return List.of(
                measured(lab, near, near.calls() / 20, 8, "documented loop, 0 ms", 2),
                measured(
                        lab,
                        far,
                        lab.scaled(80),
                        CONCURRENCY,
                        "documented loop, 50 ms, " + CONCURRENCY + " at once",
                        SHARE * CONCURRENCY));
    }

    private static Measured measured(Lab lab, World world, long loopCalls, int concurrency, String name, double goal)
            throws Exception {
        try (Upstream upstream = Upstream.of(world)) {
            DocumentedLoop loop = new DocumentedLoop(upstream);
            Map<String, Samples> sides = new Rounds()
                    .side("loop", () -> loop(lab, loop, loopCalls))
                    .side("callvault", () -> archive(lab, upstream, concurrency))
                    .measure(lab.rounds());
            Samples callvault = Objects.requireNonNull(sides.get("callvault"));
            Samples byHand = Objects.requireNonNull(sides.get("loop"));
            Map<String, Samples> absolute = new LinkedHashMap<>();
            absolute.put("callvault calls/s", callvault);
            absolute.put("loop calls/s", byHand);
            return new Measured(name, "calls/s over the loop's", callvault.over(byHand), Goal.atLeast(goal), absolute);
        }
    }

    private static double loop(Lab lab, DocumentedLoop loop, long calls) throws Exception {
        try (Archive archive = lab.server().empty()) {
            lab.server().settle();
            return loop.archive(archive, calls);
        }
    }

    private static double archive(Lab lab, Upstream upstream, int concurrency) throws Exception {
        try (Archive archive = lab.server().empty()) {
            lab.server().settle();
            return upstream.world().calls()
                    / archive.archiveAll(upstream, concurrency).seconds();
        }
    }
}
