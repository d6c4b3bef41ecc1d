package dev.callvault.bench;

import dev.callvault.bench.Measured.Goal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Archiving in full, over what the two halves of the work take at least, one after the other: the bare client that drains the
 * same logs, and bare inserts of the same rows.
 */
final class CatchUp implements Figure {
    private static final double MEGA = 1e6;

    private final String name;
    private final long calls;
    private final int bodyBytes;

    CatchUp(String name, long calls, int bodyBytes) {
        this.name = name;
        this.calls = calls;
        this.bodyBytes = bodyBytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Measured> measure(Lab lab) throws Exception {
        World world = World.recent(lab.scaled(calls), bodyBytes, lab.now());
        try (Upstream upstream = Upstream.of(world)) {
            BareClient client = new BareClient(upstream);
            BareInserts inserts = new BareInserts(world);
            int concurrency = client.bestConcurrency(world.calls());
            Map<String, Samples> sides = new Rounds()
                    .side("client", () -> client.drain(world.calls(), concurrency))
                    .side("inserts", () -> insert(lab, inserts))
                    .side("callvault", () -> archive(lab, upstream, concurrency))
                    .measure(lab.rounds());
            return List.of(measured(sides, concurrency));
        }
    }

    private static double insert(Lab lab, BareInserts inserts) throws Exception {
        try (Archive archive = lab.server().empty()) {
            lab.server().settle();
            return inserts.insert(archive);
        }
    }

    private static double archive(Lab lab, Upstream upstream, int concurrency) throws Exception {
        try (Archive archive = lab.server().empty()) {
            lab.server().settle();
            return upstream.world().calls()
                    / archive.archiveAll(upstream, concurrency).seconds();
        }
    }

    private Measured measured(Map<String, Samples> sides, int concurrency) {
        Samples client = Objects.requireNonNull(sides.get("client"));
        Samples inserts = Objects.requireNonNull(sides.get("inserts"));
        Samples callvault = Objects.requireNonNull(sides.get("callvault"));
        Samples limit = client.with(inserts, (h, s) -> 1 / (1 / h + 1 / s));
        Map<String, Samples> absolute = new LinkedHashMap<>();
        absolute.put("callvault calls/s", callvault);
        absolute.put("callvault MB/s", megabytes(callvault));
        absolute.put("H: bare client at " + concurrency + ", calls/s", client);
        absolute.put("S: bare inserts, calls/s", inserts);
        return new Measured(name, "calls/s over 1/(1/H + 1/S)", callvault.over(limit), Goal.atLeast(0.8), absolute);
    }

    private Samples megabytes(Samples perSecond) {
        return perSecond.with(perSecond, (calls, same) -> calls * bodyBytes / MEGA);
    }
}
