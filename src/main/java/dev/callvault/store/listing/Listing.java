package dev.callvault.store.listing;

import dev.callvault.call.CoverageSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result, or part of the result, of listing a window.
 *
 * @param spans the ledger's new spans for the window; empty when the rows are worth keeping but prove nothing
 * @param listedAt when the provider was asked
 * @param doubt why the spans are unproven, if so
 */
public record Listing(Rows rows, List<CoverageSpan> spans, Instant listedAt, Optional<Doubt> doubt) {
    /** A listing without doubts. */
    public Listing(Rows rows, List<CoverageSpan> spans, Instant listedAt) {
        this(rows, spans, listedAt, Optional.empty());
    }
}
