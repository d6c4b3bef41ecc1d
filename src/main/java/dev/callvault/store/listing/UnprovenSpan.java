package dev.callvault.store.listing;

import dev.callvault.call.TimeWindow;
import java.time.Instant;

/**
 * Time that is listed and not proven.
 *
 * @param stream calls, sessions or errors
 * @param why what stands in the way, in one sentence
 * @param since when that was first found out
 * @param lastTried when it was last asked for
 */
public record UnprovenSpan(String stream, TimeWindow window, String why, Instant since, Instant lastTried) {}
