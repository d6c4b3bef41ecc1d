package dev.callvault.archive.listing;

import dev.callvault.store.listing.WindowLimit;
import java.util.Optional;

/** The known limits of windows, in memory, and how often they were written. */
public final class Remembered implements Reach.Memory {
    Optional<WindowLimit> limit = Optional.empty();
    int writes;

    @Override
    public Optional<WindowLimit> read() {
        return limit;
    }

    @Override
    public void write(Optional<WindowLimit> learnt) {
        limit = learnt;
        writes++;
    }
}
