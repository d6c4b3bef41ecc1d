package dev.callvault.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the session log. Fields that could not be read are null and {@code parsed} is false; the raw line is always
 * kept.
 *
 * @param kind the first word: inbound, outbound, transfer, local, or an unknown one; empty for an empty line
 * @param ani the ANI column: the caller, possibly empty; for an outbound call the dialled number
 * @param dnis the DNIS column: the called number; for an outbound call the account's login
 * @param startedAt the call's start by the line's own epoch seconds; for a local line by its wall clock
 * @param duration the length that the line states, in whole seconds
 */
public record SessionLine(
        LineKey key,
        String kind,
        @Nullable String ani,
        @Nullable Integer channel,
        @Nullable String dnis,
        @Nullable SessionId sessionId,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Duration duration,
        boolean parsed,
        RawLine raw) {}
