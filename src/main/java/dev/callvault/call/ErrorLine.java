package dev.callvault.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the error log. What could not be read is null and {@code parsed} is false; the raw line is always kept.
 *
 * @param occurredAt the wall clock of the line in the account's zone, or null
 * @param ambiguousTime whether that wall clock fits two instants, or none, as in the hours of a clock change
 */
public record ErrorLine(
        LineKey key,
        @Nullable Instant occurredAt,
        @Nullable String ani,
        @Nullable Integer channel,
        @Nullable String dnis,
        @Nullable SessionId sessionId,
        @Nullable String message,
        boolean parsed,
        boolean ambiguousTime,
        RawLine raw) {}
