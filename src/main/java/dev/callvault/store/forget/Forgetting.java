package dev.callvault.store.forget;

import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Deletes records for good, and sees to it that listing them again does not bring them back: they leave tombstones, and what
 * was proven stays so. What is held stays. Every method throws {@link StoreFailure} when the database cannot be used.
 */
public interface Forgetting {
    /**
     * Deletes what is older, in batches; it may be repeated and interrupted. Whole months of bodies go at once.
     *
     * @param goesOn asked before every batch; where it says no, the rest stays
     * @return what went; as held, what is older and still there
     */
    Forgotten deleteOlder(KeptSince kept, Instant now, BooleanSupplier goesOn);

    /**
     * Erases everything of a number, as caller and as called: calls, their bodies, every line of their sessions, and lines
     * that mention it; all of it or nothing.
     *
     * @param number in whatever spelling
     * @param isTrial counts, and changes nothing
     */
    Forgotten erase(String number, boolean isTrial, Instant now);

    /** The number in its normal form: digits, without prefixes. */
    String normal(String number);

    /** Holds in force, earliest first. */
    List<Hold> holds();

    /** Places a hold; false when it is in force already. */
    boolean hold(Hold hold);

    /** Releases a hold; false when there is none. */
    boolean release(Hold.Kind kind, String value, Instant now);
}
