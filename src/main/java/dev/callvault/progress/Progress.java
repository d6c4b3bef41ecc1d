package dev.callvault.progress;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Is told how far long work is, so that whoever waits for it can see it. Safe for use by many threads; returns at once, and never
 * throws.
 */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (what, noun) -> Part.NONE;

    /**
     * A part of the work begins, and lasts until what is returned is closed. Several parts may be open.
     *
     * @param what in words that follow "is", such as {@code fetching logs}
     * @param noun what is counted, as the singular of a regular plural; empty if nothing is, so that only its time is known
     */
    Part begin(String what, String noun);

    /** Does a part of the work of which nothing can be counted. */
    default <T> T during(String what, Supplier<T> work) {
        Part part = begin(what, "");
        try {
            return work.get();
        } finally {
            part.close();
        }
    }

    /** A part of the work, from its beginning until it is closed. */
    interface Part extends AutoCloseable {
        /** Tells nobody. */
        Part NONE = new Part() {};

        /** That many more are done. */
        default void did(long more) {}

        /** How many there are in all, done or not; may change. Until this is called, nobody knows. */
        default void of(long all) {}

        /** From now on, what is done is whatever this says, instead of {@link #did}. Asked by another thread. */
        default void follow(LongSupplier done) {}

        @Override
        default void close() {}
    }
}
