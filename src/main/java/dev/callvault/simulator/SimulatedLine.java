package dev.callvault.simulator;

import java.time.Instant;

/**
 * A line of a session or error log.
 *
 * @param at the time that filters use
 * @param visibleAt when it appears in the lists
 * @param beforeBracket the text before the bracket, with the space
 * @param wallClock the instant that the bracket shows
 * @param afterBracket the text after the bracket, with the space
 */
record SimulatedLine(Instant at, Instant visibleAt, String beforeBracket, Instant wallClock, String afterBracket) {}
