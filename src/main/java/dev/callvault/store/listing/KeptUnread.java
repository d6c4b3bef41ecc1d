package dev.callvault.store.listing;

import dev.callvault.call.TimeWindow;
import java.time.Instant;

/**
 * A stored row that the provider lists but that cannot be read.
 *
 * @param stream calls, sessions or errors
 * @param hash the SHA-256 of its stream and text in hexadecimal
 * @param window the time in which it was listed: one second, unless there were too many unreadable rows to narrow down
 * @param text the row as received
 * @param reason which field is wrong and what it holds
 */
public record KeptUnread(
        String stream,
        String hash,
        TimeWindow window,
        String text,
        String reason,
        Instant firstSeen,
        Instant lastSeen) {}
