package dev.callvault.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as the provider lists it.
 *
 * @param direction what the provider calls the type: {@code inbound}, {@code outbound}, or whatever else it sends
 * @param dest the called number
 * @param src the caller's number, empty when it was withheld
 * @param endedAt null where the provider stated no end
 */
public record CallSummary(
        LogId logId,
        SessionId sessionId,
        String direction,
        String dest,
        String src,
        Instant startedAt,
        @Nullable Instant endedAt) {}
