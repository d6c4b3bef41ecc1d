package dev.callvault.bench;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.SessionId;
import java.time.Duration;
import java.time.Instant;

/**
 * What the lean provider has: calls spread evenly over a time.
 *
 * @param calls how many
 * @param firstId the number of the first one's log
 * @param from when the first call starts
 * @param to when the last call has started
 * @param bodyBytes the length of every log, nearly
 * @param latency how long every answer takes at least
 * @param lines whether there is a session line for each call and an error line for every tenth
 */
record World(long calls, long firstId, Instant from, Instant to, int bodyBytes, Duration latency, boolean lines) {
    private static final long FIRST_ID = 3_000_000_000L;
    private static final int SERVERS = 12;
    private static final int CHANNELS = 192;

    /** Calls of the days that the provider still has, but for the open hour and some slack. */
    static World recent(long calls, int bodyBytes, Instant now) {
        return new World(
                calls,
                FIRST_ID,
                now.minus(Duration.ofHours(118)),
                now.minus(Duration.ofHours(3)),
                bodyBytes,
                Duration.ZERO,
                false);
    }

    /** The same calls in less time. */
    World since(Instant later) {
        return new World(calls, firstId, later, to, bodyBytes, latency, lines);
    }

    World slow(Duration by) {
        return new World(calls, firstId, from, to, bodyBytes, by, lines);
    }

    World withLines() {
        return new World(calls, firstId, from, to, bodyBytes, latency, true);
    }

    /** The call at a place from 0. */
    CallSummary call(long index) {
        long start = start(index);
        return new CallSummary(
                new LogId(firstId + index),
                session(index),
                index % 8 == 0 ? "outbound" : "inbound",
                "1617555" + (1000 + index % 40),
                "212555" + (1000 + index * 7919 % 9000),
                Instant.ofEpochSecond(start),
                Instant.ofEpochSecond(start + 20 + index % 300));
    }

    private SessionId session(long index) {
        long server = index * 31 % SERVERS;
        long channel = index * 17 % CHANNELS;
        return new SessionId("%06x;%03d;%d".formatted(0xa10000 + server, channel, start(index) - 9 - index % 600));
    }

    private long start(long index) {
        long seconds = to.getEpochSecond() - from.getEpochSecond();
        return from.getEpochSecond() + index * seconds / Math.max(1, calls);
    }

    /** How many calls start before a second. */
    long before(long second) {
        long low = 0;
        long high = calls;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (start(middle) < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
