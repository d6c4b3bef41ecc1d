package dev.callvault.simulation;

import dev.callvault.Proof;
import dev.callvault.store.memory.MemoryArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The promise under months of trouble: the real archiver against a simulated provider on a virtual clock. Every seed is a
 * month of its own; {@code -Dsimulation.seeds=5000} lives through more of them, {@code -Dsimulation.seed=17} through one.
 */
class SimulationTest {
    private static final int FEW = 2;
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 200);
    private static final Optional<Long> SINGLE = Optional.ofNullable(Long.getLong("simulation.seed"));
    private static final int THREADS = 2;
    private static final int MAX_REPORTED = 8;

    @Test
    void nothing_is_lost_in_silence_whatever_goes_wrong() throws InterruptedException, ExecutionException {
        live(1, FEW);
    }

    @Test
    @Proof
    void nothing_is_lost_in_silence_in_hundreds_of_months() throws InterruptedException, ExecutionException {
        live(SINGLE.orElse(1L), SINGLE.isPresent() ? 1 : SEEDS);
    }

    private static void live(long first, int seeds) throws InterruptedException, ExecutionException {
        List<String> broken = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Optional<String>>> months = new ArrayList<>();
            for (long seed = first; seed < first + seeds; seed++) {
                long each = seed;
                months.add(threads.submit(() -> live(each)));
            }
            for (Future<Optional<String>> month : months) {
                month.get().filter(it -> broken.size() < MAX_REPORTED).ifPresent(broken::add);
            }
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n\n", broken));
        }
    }

    /** What was broken in a seed's month, with the way to see it again. */
    private static Optional<String> live(long seed) {
        MemoryArchive archive = new MemoryArchive();
        Month month = new Month(seed, archive.ports(), new MemoryContents(archive));
        try {
            month.live();
            return Optional.empty();
        } catch (Oracle.Broken | RuntimeException failure) {
            if (SINGLE.isPresent()) {
                failure.addSuppressed(
                        new AssertionError(month.weather().episodes().toString()));
                throw failure;
            }
            return Optional.of("seed " + seed + ": " + failure
                    + "\n  again alone: mvn test -Dtest=SimulationTest#nothing_is_lost_in_silence_in_hundreds_of_months"
                    + " -Dsimulation.seed=" + seed);
        }
    }
}
