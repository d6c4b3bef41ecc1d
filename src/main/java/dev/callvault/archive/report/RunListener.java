package dev.callvault.archive.report;

import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.listing.Written;
import java.util.List;

/**
 * Receives a run's events as they happen. Called on the run's threads; must be quick and must not throw.
 *
 * <p>The invariant of health: {@code listed = pending + archived + unavailable + quarantined + lost}.
 */
public interface RunListener {
    RunListener NONE = new RunListener() {};

    /** Tells the one, then the other. */
    static RunListener both(RunListener first, RunListener second) {
        return new BothListeners(first, second);
    }

    /** A listing was stored, or a part of a long one. */
    default void listed(Account account, LogStream stream, int rows, Written written) {}

    /** A batch of logs was settled. */
    default void settled(Account account, List<BodyOutcome> outcomes) {}

    /**
     * A run over a stream has ended and is recorded.
     *
     * @param stream calls, sessions, errors or bodies
     */
    default void ended(Account account, String stream, boolean succeeded, long requests) {}

    /** The provider's total for a closed window differed from the ledger's. */
    default void totalDiffered(Account account, LogStream stream) {}
}
