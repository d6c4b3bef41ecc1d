package dev.callvault.simulator;

import dev.callvault.call.CallSummary;
import java.time.Instant;

/**
 * A call of the simulated world.
 *
 * @param summary as it is listed
 * @param visibleAt when it appears in the lists: after its end, sometimes hours later
 * @param hasLog whether a log exists; a session without one is normal
 */
record SimulatedCall(CallSummary summary, Instant visibleAt, boolean hasLog) {}
