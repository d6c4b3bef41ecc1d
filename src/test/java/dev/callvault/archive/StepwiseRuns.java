package dev.callvault.archive;

import dev.callvault.archive.bodies.BodySink;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.RunListener;
import dev.callvault.source.MemoryBudget;
import dev.callvault.store.bodies.BodyOutcome;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Runs that store each log before requesting the next, on one thread, so that everything happens in one order. */
public final class StepwiseRuns {
    private StepwiseRuns() {}

    public static ArchiveRun of(
            AccountParts parts, ArchiveSettings settings, RunListener listener, InstantSource clock) {
        return new ArchiveRun(parts, settings, listener, clock, Direct::new);
    }

    private record Direct(Consumer<List<BodyOutcome>> store, Consumer<List<BodyOutcome>> settled) implements BodySink {
        @Override
        public void put(BodyOutcome outcome, MemoryBudget.Reservation memory) {
            store.accept(List.of(outcome));
            settled.accept(List.of(outcome));
            memory.close();
        }

        @Override
        public void close() {}
    }
}
