package dev.callvault.store.listing;

import dev.callvault.call.TimeWindow;
import java.time.Instant;

/**
 * Time that is listed but not proven.
 *
 * @param stream calls, sessions or errors
 * @param why the reason in one sentence
 * @param since when it was first found unproven
 * @param lastTried when it was last requested
 */
public record UnprovenSpan(String stream, TimeWindow window, String why, Instant since, Instant lastTried) {}
