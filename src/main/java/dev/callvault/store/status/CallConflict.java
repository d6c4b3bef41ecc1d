package dev.callvault.store.status;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogState;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that the provider listed under the log id of another call.
 *
 * @param state what became of its log
 * @param firstSeen when it was first listed
 * @param known the call that had the log id before; empty if it was erased or deleted by age
 */
public record CallConflict(CallSummary call, LogState state, Instant firstSeen, Optional<CallSummary> known) {}
