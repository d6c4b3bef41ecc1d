package dev.callvault.store.listing;

import dev.callvault.call.TimeWindow;
import java.time.Instant;

/**
 * A row that the provider lists and that cannot be read, as it is kept.
 *
 * @param stream calls, sessions or errors
 * @param hash the SHA-256 of its stream and text, in hexadecimal digits
 * @param window the time in which it was listed; a second, unless so many rows are unreadable that nobody looked closer
 * @param text the row as it came
 * @param reason which field is wrong, and what it holds
 */
public record KeptUnread(
        String stream,
        String hash,
        TimeWindow window,
        String text,
        String reason,
        Instant firstSeen,
        Instant lastSeen) {}
