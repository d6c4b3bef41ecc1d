package dev.callvault.simulator;

import java.time.Instant;

/**
 * A line of a session or error log.
 *
 * @param at the time that the filters go by
 * @param visibleAt when it shows up in the lists
 * @param beforeBracket what stands before the bracket, with the space
 * @param wallClock the instant that the bracket shows
 * @param afterBracket what stands behind the bracket, with the space
 */
record SimulatedLine(Instant at, Instant visibleAt, String beforeBracket, Instant wallClock, String afterBracket) {}
