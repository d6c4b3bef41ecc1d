package dev.callvault.bench;

import dev.callvault.bench.Measured.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The peak of resident memory of a first archive, by the number of calls; and with large logs in a small heap. */
@SuppressWarnings("InterruptedExceptionSwallowed") // whoever interrupts a measurement ends it
final class Memory implements Figure {
    private static final double FLAT = 1.1;
    private static final int CONCURRENCY = 8;
    private static final String SMALL_HEAP = "-Xmx256m";
    private static final int LARGE_LOG = 24 << 20;
    private static final int LARGE_LOGS = 10;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Measured> measure(Lab lab) throws Exception {
        long few = lab.scaled(10_000);
        lab.warm();
        Map<String, Samples> sides = new Rounds()
                .side("few", () -> peak(lab, few, 2000, CONCURRENCY, SMALL_HEAP))
                .side("more", () -> peak(lab, few * 10, 2000, CONCURRENCY, SMALL_HEAP))
                .side("large", () -> peak(lab, LARGE_LOGS, LARGE_LOG, LARGE_LOGS, SMALL_HEAP))
                .measureCold(lab.rounds());
        Samples small = Objects.requireNonNull(sides.get("few"));
        List<Measured> measured = new ArrayList<>();
        measured.add(flat(few, small, few * 10, Objects.requireNonNull(sides.get("more"))));
        measured.add(most(lab, few, few * 100));
        measured.add(new Measured(
                "memory, ten logs of 24 MiB at once",
                "peak with " + SMALL_HEAP + " over that of " + few + " small ones",
                Objects.requireNonNull(sides.get("large")).over(small),
                Goal.atMost(FLAT),
                Map.of("peak MiB", Objects.requireNonNull(sides.get("large")))));
        return measured;
    }

    /** Minutes a round: with rounds of its own. */
    private static Measured most(Lab lab, long few, long most) throws Exception {
        Map<String, Samples> sides = new Rounds()
                .side("few", () -> peak(lab, few, 2000, CONCURRENCY, SMALL_HEAP))
                .side("most", () -> peak(lab, most, 500, CONCURRENCY, SMALL_HEAP))
                .measureCold(lab.settings().longRounds());
        return flat(few, Objects.requireNonNull(sides.get("few")), most, Objects.requireNonNull(sides.get("most")));
    }

    private static Measured flat(long few, Samples small, long many, Samples large) {
        return new Measured(
                "memory, %,d calls".formatted(many),
                "peak with %s over that of %,d calls".formatted(SMALL_HEAP, few),
                large.over(small),
                Goal.atMost(FLAT),
                Map.of("peak MiB", large, "peak MiB at %,d".formatted(few), small));
    }

    private static double peak(Lab lab, long calls, int bodyBytes, int concurrency, String heap) throws Exception {
        try (Upstream upstream = Upstream.of(World.recent(calls, bodyBytes, lab.now()));
                Archive archive = lab.server().empty()) {
            return new Program(lab.settings().home(), archive.environment(upstream.baseUrl(), concurrency))
                    .peakMemory(heap, "archive");
        }
    }
}
