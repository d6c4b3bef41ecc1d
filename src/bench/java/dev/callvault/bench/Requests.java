package dev.callvault.bench;

import dev.callvault.bench.Archive.Pass;
import dev.callvault.bench.Measured.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an archive asks of the provider, counted by the provider. It does not vary with the machine. */
final class Requests implements Figure {
    private static final int STREAMS = 3;

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public List<Measured> measure(Lab lab) throws Exception {
        World world = World.recent(lab.scaled(100_000), 200, lab.now());
        try (Upstream upstream = Upstream.of(world);
                Archive archive = lab.server().empty();
                Pass pass = archive.pass(upstream, 8)) {
            pass.run();
            Samples first = new Samples(List.of((double) upstream.requests()));
            Samples perCall = new Samples(List.of((double) upstream.requests() / world.calls()));
            Samples idle = idle(lab, upstream, pass);
            return List.of(
                    new Measured(
                            "requests, first archive",
                            "requests per archived call",
                            perCall,
                            Goal.atMost(1.001),
                            Map.of("requests for " + world.calls() + " calls", first)),
                    new Measured("requests, idle run", "requests per stream", idle, Goal.atMost(2), Map.of()));
        }
    }

    private static Samples idle(Lab lab, Upstream upstream, Pass pass) {
        List<Double> perStream = new ArrayList<>();
        for (int round = 0; round < lab.rounds(); round++) {
            long before = upstream.requests();
            pass.run();
            perStream.add((double) (upstream.requests() - before) / STREAMS);
        }
        return new Samples(perStream);
    }
}
