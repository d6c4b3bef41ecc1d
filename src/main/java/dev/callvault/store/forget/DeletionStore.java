package dev.callvault.store.forget;

import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Deletes records for good, so that listing them again does not bring them back: they leave tombstones, and proven time
 * stays proven. Records on hold stay. Every method throws {@link StoreFailure} when the database cannot be used.
 */
public interface DeletionStore {
    /** How many days of records, of those that hold any, may be deleted by age within a day, unless a person confirms more. */
    int DAYS_A_DAY = 7;

    /**
     * Deletes older records in batches, however many, since a person confirmed it; may be repeated and interrupted. Whole
     * months of logs are dropped at once.
     *
     * @param goesOn asked before every batch; if false, the rest stays
     * @param deleted told how many records each batch deleted, except months that are dropped
     * @return what was deleted, and how many older records are held
     */
    DeletedRecords deleteOlder(KeptSince kept, Instant now, BooleanSupplier goesOn, LongConsumer deleted);

    /** The same, and tells nobody meanwhile. */
    default DeletedRecords deleteOlder(KeptSince kept, Instant now, BooleanSupplier goesOn) {
        return deleteOlder(kept, now, goesOn, count -> {});
    }

    /**
     * The same without a confirmation: within a day it deletes at most {@link #DAYS_A_DAY} days of each kind of record, the
     * oldest first, whatever it is told about the time. Records that were first stored within the last day do not count.
     *
     * @param today the time that is agreed on
     */
    DeletedRecords deleteSomeOlder(KeptSince kept, Instant today, BooleanSupplier goesOn);

    /** Kinds of record whose mark of deletion is later than this time, so that nothing of them is stored any more. */
    Map<RecordKind, Instant> keptSinceAfter(Instant now);

    /** Withdraws these marks. */
    void withdrawKeptSinceAfter(Instant now);

    /**
     * Erases everything about a number, as caller and as called: calls, their logs, every line of their sessions, and lines
     * that mention it. Nobody waits meanwhile. If it is interrupted, erasing the number again finishes it. The decision is
     * remembered, the number is not. Numbers that were not read yet are not found: see {@link
     * dev.callvault.store.NumberStore#readSome}.
     */
    Erased erase(ErasedNumber number, Decision decision);

    /** What that would erase, with examples; changes nothing. */
    Erased attempt(ErasedNumber number, Decision decision);

    /** Everything that was erased, earliest first; trials do not count. */
    List<Erasure> erasures();

    /** Holds in force, earliest first. */
    List<Hold> holds();

    /** Holds in force and those that were released, earliest first. */
    List<Hold> everyHold();

    /**
     * Places a hold; false when it is in force already.
     *
     * @param forms of a number: every form in which it may be read; empty for a session
     */
    boolean hold(Hold hold, Set<String> forms);

    /** Counts the calls, session lines and error lines that a hold in force covers, and keeps their number with it. */
    long count(Hold.Kind kind, String value);

    /** Releases a hold; false when there is none. */
    boolean release(Hold.Kind kind, String value, Decision decision);
}
