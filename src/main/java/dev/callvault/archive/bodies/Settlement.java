package dev.callvault.archive.bodies;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyOutcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores outcomes so that one the database refuses does not block the others: the batch is halved until the refused
 * outcome is alone, and its bytes are then kept as an unreadable response.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Consumer<List<BodyOutcome>> store;
    private final InstantSource clock;

    /** @param store stores a whole batch, or throws */
    Settlement(Consumer<List<BodyOutcome>> store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Stores a batch.
     *
     * @return what was stored, one outcome per log
     * @throws StoreFailure when the database cannot be used
     */
    List<BodyOutcome> settle(List<BodyOutcome> batch) {
        try {
            store.accept(batch);
            return batch;
        } catch (StoreFailure failure) {
            if (!failure.isOfRows()) {
                throw failure;
            }
            return batch.size() == 1 ? List.of(alone(batch.getFirst(), failure)) : halves(batch);
        }
    }

    private List<BodyOutcome> halves(List<BodyOutcome> batch) {
        int middle = batch.size() / 2;
        List<BodyOutcome> stored = new ArrayList<>(settle(batch.subList(0, middle)));
        stored.addAll(settle(batch.subList(middle, batch.size())));
        return stored;
    }

    private BodyOutcome alone(BodyOutcome refused, StoreFailure failure) {
        BodyOutcome less = less(refused, failure);
        LOG.warn("log {} cannot be stored as received: {}", refused.wanted().logId(), failure.getMessage());
        return settle(List.of(less)).getFirst();
    }

    /** The next best outcome to store; throws when not even a state can be written. */
    private BodyOutcome less(BodyOutcome refused, StoreFailure failure) {
        String reason = String.valueOf(failure.getMessage());
        return switch (refused) {
            case BodyOutcome.Archived it ->
                new BodyOutcome.Quarantined(
                        it.wanted(), it.body(), reason, Backoff.after(it.wanted(), clock.instant()));
            case BodyOutcome.Quarantined it -> new BodyOutcome.Failed(it.wanted(), "cannot be stored", it.again());
            case BodyOutcome.Unavailable it -> throw failure;
            case BodyOutcome.Failed it -> throw failure;
        };
    }
}
