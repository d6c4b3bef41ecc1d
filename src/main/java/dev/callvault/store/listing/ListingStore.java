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
 * The archive of what was listed, and the ledger of what that proves. Every method throws {@link StoreFailure} when the
 * database cannot be used; nothing is then half done.
 */
public interface ListingStore {
    /**
     * Stores rows, replaces the ledger's spans and moves the watermark in one transaction. Repeating it changes nothing; a
     * row that is already there as it is, is not written again. New calls become wanted bodies.
     *
     * <p>A span of the ledger that the new ones overlap only in part keeps the part before them (it can no longer be asked
     * for, or was proven before). The part after them it keeps, too, if the new ones begin with it and it was proven when that
     * time was long past; else it loses that part, which is thereby listed again.
     *
     * <p>Why a span is unproven is kept with it, since when, and the rows in it that cannot be read, each once however often
     * it is listed. That of time which is proven now is forgotten.
     */
    Written save(AccountId account, Listing listing);

    /** The ledger's spans that overlap the window, earliest first. */
    List<CoverageSpan> coverage(AccountId account, LogStream stream, TimeWindow window);

    /** Time before the given instant, from the ledger's beginning, that is neither proven nor written down as lost. */
    List<TimeWindow> unsettled(AccountId account, LogStream stream, Instant before);

    /** Where the ledger of a stream begins; empty before its first listing. */
    Optional<Instant> beginning(AccountId account, LogStream stream);

    /**
     * Writes down that time was lost, once, and moves the watermark over it. Overlaps with gaps that are already known are
     * left out. Unproven spans that lie in lost time leave the ledger, whether they were lost at once or piece by piece.
     *
     * @return how many gaps are new
     */
    int recordLostTime(AccountId account, LogStream stream, List<TimeWindow> lost, String reason, Instant detectedAt);

    /** How much the provider was found to answer at once; empty when it has not refused anything for its size. */
    Optional<WindowLimit> windowLimit(AccountId account, LogStream stream, WindowLimit.Question question);

    /** Remembers that, in place of what was known before; empty when there is no limit any more. */
    void limitWindows(AccountId account, LogStream stream, WindowLimit.Question question, Optional<WindowLimit> limit);

    /** Merges proven hours that ended before the given time into days; what they prove stays the same. */
    void compactCoverage(Instant before);
}
