package dev.callvault.app.nodes;

import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.KeepState;
import dev.callvault.store.forget.KeepTerm;
import dev.callvault.store.forget.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Decides which period is in force. A longer one deletes nothing and is in force at once. A shorter one comes into force when
 * it is confirmed or every node has had it for a day. Pure.
 */
final class KeepPolicy {
    static final Duration STANDS = Duration.ofDays(1);

    private KeepPolicy() {}

    /**
     * The term of a kind of record as of now.
     *
     * <p>The day is measured by the database's clock, but only up to the last successful run, in which the provider's clock
     * agreed with the node's: a machine whose clock jumps a day ahead has not waited a day. The day starts over whenever a
     * node with another period is live, or one whose clock disagrees with the database's.
     */
    static KeepTerm term(RecordKind kind, KeepState state, Agreement agreement) {
        KeepTerm term = state.term(kind);
        Set<KeepPeriod> configured = agreement.keep(kind);
        if (configured.size() != 1) {
            return configured.isEmpty() ? term : term.settled();
        }
        KeepPeriod keep = configured.iterator().next();
        if (keep.keepsAllOf(term.inForce()) || state.isEmpty()) {
            return KeepTerm.of(keep);
        }
        boolean isWaiting = term.waiting()
                .filter(it -> it.keep().equals(keep) && !it.since().isAfter(state.now()))
                .isPresent();
        if (!isWaiting || !agreement.areClocksRight()) {
            return term.waitingFor(keep, state.now());
        }
        return hasStood(term, state) ? KeepTerm.of(keep) : term;
    }

    private static boolean hasStood(KeepTerm term, KeepState state) {
        Instant enough = term.waiting().orElseThrow().since().plus(STANDS);
        return !state.now().isBefore(enough)
                && state.lastSuccess().filter(it -> !it.isBefore(enough)).isPresent();
    }
}
