package dev.callvault.store.listing;

import dev.callvault.call.Counted;
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
    /** The same rows, of which some are not in the archive: they prove nothing. */
    public Listing without(int absent) {
        if (spans.stream().noneMatch(CoverageSpan::proven)) {
            return this;
        }
        return new Listing(
                rows,
                spans.stream()
                        .map(it -> new CoverageSpan(it.window(), it.total(), false))
                        .toList(),
                listedAt,
                Optional.of(new Doubt(Counted.of(absent, "listed row is", "listed rows are")
                        + " not in the archive, although the database accepted the listing")));
    }

    /** A listing without doubts. */
    public Listing(Rows rows, List<CoverageSpan> spans, Instant listedAt) {
        this(rows, spans, listedAt, Optional.empty());
    }
}
