package dev.callvault.archive.bodies;

import dev.callvault.source.MemoryBudget;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyOutcome;
import java.util.List;
import java.util.function.Consumer;

/** Takes the outcomes of a round's logs and passes them to the store. Safe for use by many threads. */
public interface BodySink extends AutoCloseable {
    /**
     * Hands over an outcome.
     *
     * @param memory what the outcome has reserved; the sink owns it from now on and releases it once the outcome is
     *     stored
     * @throws StoreFailure when an earlier outcome could not be stored; nothing more will be stored then
     */
    void put(BodyOutcome outcome, MemoryBudget.Reservation memory);

    /**
     * Stores everything still waiting, then closes.
     *
     * @throws StoreFailure when something could not be stored
     */
    @Override
    void close();

    /** Makes the sink for one round. */
    interface Maker {
        /**
         * An open sink.
         *
         * @param store stores a batch, or throws {@link StoreFailure}
         * @param settled receives every batch once it is stored
         */
        BodySink open(Consumer<List<BodyOutcome>> store, Consumer<List<BodyOutcome>> settled);
    }
}
