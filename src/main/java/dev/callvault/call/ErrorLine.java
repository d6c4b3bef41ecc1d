package dev.callvault.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the error log. Fields that could not be read are null and {@code parsed} is false; the raw line is always
 * kept.
 *
 * @param occurredAt the line's wall clock in the account's zone, or null
 * @param ambiguousTime whether that wall clock matches two instants or none, as when clocks change
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
