package dev.callvault.archive.report;

import dev.callvault.store.listing.Written;
import java.util.Optional;

/**
 * What a run did for one stream.
 *
 * @param listed rows that the provider's answers held
 * @param unproven windows that would not come consistent
 * @param lost new gaps
 * @param failure what ended the run early
 * @param left whether somebody else was at the same work, so that nothing was done
 */
public record StreamReport(
        String stream,
        long listed,
        Written written,
        int unproven,
        int lost,
        long requests,
        Optional<Failure> failure,
        boolean left) {

    /** The run ended before it had begun to ask. */
    public static StreamReport failed(String stream, long requests, Optional<Failure> failure) {
        return new StreamReport(stream, 0, Written.NOTHING, 0, 0, requests, failure, false);
    }

    /** The run found somebody else at the same work, and left it to them. */
    public static StreamReport leftToOthers(String stream) {
        return new StreamReport(stream, 0, Written.NOTHING, 0, 0, 0, Optional.empty(), true);
    }
}
