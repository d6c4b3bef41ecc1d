package dev.callvault.archive.report;

import dev.callvault.store.listing.Written;
import java.util.Optional;

/**
 * What a run did for one stream.
 *
 * @param listed rows in the provider's responses
 * @param unproven windows that stayed inconsistent, without those that people have acknowledged
 * @param lost new gaps
 * @param failure what ended the run early
 * @param left whether another process was doing the same work, so that this one did nothing
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

    /** The run ended before its first request. */
    public static StreamReport failed(String stream, long requests, Optional<Failure> failure) {
        return new StreamReport(stream, 0, Written.NOTHING, 0, 0, requests, failure, false);
    }

    /** Another process was doing the same work, so the run left it alone. */
    public static StreamReport leftToOthers(String stream) {
        return new StreamReport(stream, 0, Written.NOTHING, 0, 0, 0, Optional.empty(), true);
    }
}
