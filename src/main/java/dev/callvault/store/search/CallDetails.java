package dev.callvault.store.search;

import dev.callvault.store.status.CallConflict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the archive knows about a call.
 *
 * @param sessionLines of its session, as received, earliest first
 * @param errors of its session, earliest first
 * @param body what is known about its log; empty when none is stored
 * @param gap why the log was lost
 * @param conflicts other calls that were listed under its log id
 */
public record CallDetails(
        FoundCall found,
        List<String> sessionLines,
        List<ErrorOfCall> errors,
        Optional<KeptBody> body,
        Optional<String> gap,
        List<CallConflict> conflicts) {
    /**
     * A line of the error log.
     *
     * @param at null when the line could not be read
     */
    public record ErrorOfCall(@Nullable Instant at, String message) {}

    /**
     * A stored log.
     *
     * @param isText whether it can be shown; otherwise it can only be downloaded
     * @param quarantine why the response could not be read
     */
    public record KeptBody(
            long size,
            String sha256,
            Instant fetchedAt,
            String location,
            boolean isText,
            Optional<String> quarantine) {}
}
