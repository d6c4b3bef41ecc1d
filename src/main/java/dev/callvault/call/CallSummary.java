package dev.callvault.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as the provider lists it.
 *
 * @param direction the provider's type: {@code inbound}, {@code outbound}, or anything else it sends
 * @param dest the called number
 * @param src the caller's number; empty when withheld
 * @param endedAt null when the provider stated no end
 */
public record CallSummary(
        LogId logId,
        SessionId sessionId,
        String direction,
        String dest,
        String src,
        Instant startedAt,
        @Nullable Instant endedAt) {}
