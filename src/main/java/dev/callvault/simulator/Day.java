package dev.callvault.simulator;

import dev.callvault.call.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that starts on one UTC day, each list by time, earliest first.
 *
 * @param errorsOfCalls the errors of the calls that have any
 */
record Day(
        List<SimulatedCall> calls,
        List<SimulatedLine> sessions,
        List<SimulatedLine> errors,
        Map<SessionId, List<CallError>> errorsOfCalls) {

    /** An error in a call: what its line says, and its call's log too. */
    record CallError(Instant at, String message) {}
}
