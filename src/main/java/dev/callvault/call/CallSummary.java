package dev.callvault.call;

import java.time.Duration;
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
        @Nullable Instant endedAt) {
    /** A corrected start is moved by less; the provider gives a number away again much later. */
    public static final Duration MOST_MOVED = Duration.ofDays(1);

    public CallKey key() {
        return new CallKey(logId, sessionId);
    }

    /**
     * Whether this is another call than the one that has the same log id, and not that call with corrected values: its
     * session differs, and so does its day or both of its numbers.
     */
    public boolean isAnotherThan(CallSummary known) {
        boolean isMovedFar = Duration.between(known.startedAt, startedAt).abs().compareTo(MOST_MOVED) > 0;
        boolean isBetweenOthers = !dest.equals(known.dest) && !src.equals(known.src);
        return !sessionId.equals(known.sessionId) && (isMovedFar || isBetweenOthers);
    }
}
