package dev.callvault.store.imports;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import java.time.Instant;
import java.util.Optional;

/**
 * A log that is brought along.
 *
 * @param file the one it comes from
 * @param startedAt when its call started, if the file says so
 */
public record OfferedLog(ImportedFile file, LogId logId, Optional<Instant> startedAt, CallBody body) {
    /**
     * What became of a log.
     *
     * @param file now known to the archive if the log was stored
     */
    public record Outcome(ImportedFile file, Fate fate) {}
}
