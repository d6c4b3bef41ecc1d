package dev.callvault.bench;

import dev.callvault.bench.Measured.Goal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How long it takes from the launcher to the first request, and to the end of {@code status}. Seconds, not a ratio. */
@SuppressWarnings("InterruptedExceptionSwallowed") // whoever interrupts a measurement ends it
final class Start implements Figure {
    private static final double NANOS = 1e9;
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Measured> measure(Lab lab) throws Exception {
        lab.warm();
        try (Archive archive = lab.server().empty()) {
            Map<String, Samples> sides = new Rounds()
                    .side("request", () -> firstRequest(lab, archive))
                    .side("status", () -> status(lab, archive))
                    .measure(lab.rounds());
            return List.of(
                    new Measured(
                            "start to first request",
                            "seconds",
                            Objects.requireNonNull(sides.get("request")),
                            Goal.atMost(1.5),
                            Map.of()),
                    new Measured(
                            "callvault status",
                            "seconds",
                            Objects.requireNonNull(sides.get("status")),
                            Goal.atMost(0.8),
                            Map.of()));
        }
    }

    private static double firstRequest(Lab lab, Archive archive) throws Exception {
        try (Upstream upstream = Upstream.of(World.recent(10, 200, lab.now()))) {
            Program program = new Program(lab.settings().home(), archive.environment(upstream.baseUrl(), 4));
            long begun = System.nanoTime();
            Process process = program.start("", "archive");
            long asked = upstream.firstRequest().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.waitFor();
            return (asked - begun) / NANOS;
        }
    }

    private static double status(Lab lab, Archive archive) throws Exception {
        try (Upstream nobody = Upstream.of(World.recent(1, 200, lab.now()))) {
            return new Program(lab.settings().home(), archive.environment(nobody.baseUrl(), 4)).run("status");
        }
    }
}
