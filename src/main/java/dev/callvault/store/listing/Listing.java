package dev.callvault.store.listing;

import dev.callvault.call.CoverageSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What listing a window brought, or a part of that.
 *
 * @param spans what the ledger is to say of the window from now on; empty when the rows are worth keeping but prove nothing
 * @param listedAt when the provider was asked
 * @param doubt why the spans are unproven, if they are
 */
public record Listing(Rows rows, List<CoverageSpan> spans, Instant listedAt, Optional<Doubt> doubt) {
    /** A listing that nothing is wrong with. */
    public Listing(Rows rows, List<CoverageSpan> spans, Instant listedAt) {
        this(rows, spans, listedAt, Optional.empty());
    }
}
