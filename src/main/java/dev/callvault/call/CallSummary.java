package dev.callvault.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as the provider lists it.
 *
 * @param direction the provider's type: {@code inbound}, {@code outbound}, or anything else it sends
 * @param dest as the provider lists it; who was called is {@link #called}
 * @param src as the provider lists it, empty when withheld; who called is {@link #caller}
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

    /** The number that called; empty when withheld. */
    public String caller() {
        return isSwapped() ? dest : src;
    }

    /** The number that was called; empty when withheld. */
    public String called() {
        return isSwapped() ? src : dest;
    }

    /**
     * Some outbound calls are listed with the account's login as {@code dest} and the dialled number as {@code src}. Keep it
     * the same as {@code archive.caller} and {@code archive.called}; a test compares them.
     */
    private boolean isSwapped() {
        return direction.equals("outbound") && dest.contains("@");
    }

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
