package dev.callvault.archive.bodies;

import dev.callvault.source.MemoryBudget;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyOutcome;
import java.util.List;
import java.util.function.Consumer;

/** Takes what became of a round's logs, on its way to the store. Safe for many threads. */
public interface BodySink extends AutoCloseable {
    /**
     * Hands an outcome over.
     *
     * @param memory what it has reserved so far; the sink's from here on, to be given back once the outcome is stored
     * @throws StoreFailure when an earlier outcome could not be stored: nothing more will be
     */
    void put(BodyOutcome outcome, MemoryBudget.Reservation memory);

    /**
     * Stores what is waiting, and ends.
     *
     * @throws StoreFailure when something could not be stored
     */
    @Override
    void close();

    /** Makes the sink of one round. */
    interface Maker {
        /**
         * A sink in use.
         *
         * @param store stores a batch, or throws {@link StoreFailure}
         * @param settled hears of every batch that was stored
         */
        BodySink open(Consumer<List<BodyOutcome>> store, Consumer<List<BodyOutcome>> settled);
    }
}
