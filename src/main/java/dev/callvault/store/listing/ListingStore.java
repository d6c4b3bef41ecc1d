package dev.callvault.store.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The listed records, and the ledger of what they prove. Every method throws {@link StoreFailure} when the database
 * cannot be used, and then has no partial effect.
 */
public interface ListingStore {
    /**
     * Stores rows, replaces the ledger's spans and moves the watermark in one transaction. Repeating it changes
     * nothing; a row that is already stored unchanged is not written again. New calls make their logs wanted.
     *
     * <p>A ledger span that the new spans overlap only in part keeps the part before them (it can no longer be
     * requested, or was proven before). It keeps the part after them only if the new spans start with it and it was
     * proven when that time was long past; otherwise that part is removed and thereby listed again.
     *
     * <p>A call under the log id of another one ({@link dev.callvault.call.CallSummary#isAnotherThan}) is kept beside it.
     * The log belongs to the one that started last; that of the other is lost, unless it was fetched before.
     *
     * <p>A call whose start was corrected takes its log, its place in the queue and its gap along. The span that counted
     * it counts one row less, and is unproven from then on unless the provider may have deleted its records.
     *
     * <p>Proven spans are stored only if all listed rows are there afterwards, or were deleted on purpose; otherwise they
     * are stored as unproven, with the reason.
     *
     * <p>For unproven spans the store keeps the reason, since when, and the unreadable rows, each once however often it
     * is listed. For time that is proven now, these are deleted.
     */
    Written save(AccountId account, Listing listing);

    /** The ledger's spans that overlap the window, earliest first. */
    List<CoverageSpan> coverage(AccountId account, LogStream stream, TimeWindow window);

    /** Time before the given instant, from the ledger's start, that is neither proven nor recorded as lost. */
    List<TimeWindow> unsettled(AccountId account, LogStream stream, Instant before);

    /** Unproven time of the ledger that people have acknowledged, earliest first. */
    List<TimeWindow> acknowledged(AccountId account, LogStream stream);

    /** Where a stream's ledger begins; empty before its first listing. */
    Optional<Instant> beginning(AccountId account, LogStream stream);

    /**
     * Records lost time once, and moves the watermark over it. Overlaps with known gaps are left out. Unproven spans
     * within lost time leave the ledger, whether they were lost at once or piece by piece. Unproven time that was
     * acknowledged is lost with that acknowledgement, as a gap of its own.
     *
     * @return the number of new gaps that nobody has acknowledged
     */
    int recordLostTime(AccountId account, LogStream stream, List<TimeWindow> lost, String reason, Instant detectedAt);

    /**
     * Withdraws what a wrong clock wrote about the future: spans and lost time that end later than this, and the watermark if
     * it is later. The watermark then follows from the rest of the ledger.
     */
    void withdrawAfter(AccountId account, LogStream stream, Instant now);

    /** How much the provider was found to return at once; empty if it has not refused anything for its size. */
    Optional<WindowLimit> windowLimit(AccountId account, LogStream stream, WindowLimit.Question question);

    /** Replaces the stored limit; empty when there is none any more. */
    void limitWindows(AccountId account, LogStream stream, WindowLimit.Question question, Optional<WindowLimit> limit);

    /** Merges proven hours that ended before the given time into days; they prove the same. */
    void compactCoverage(Instant before);
}
