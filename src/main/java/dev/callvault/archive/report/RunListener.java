package dev.callvault.archive.report;

import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.listing.Written;
import java.util.List;

/**
 * Hears what a run does, as it does it. Called on the threads of the run; it must be quick and must not throw.
 *
 * <p>The arithmetic of health: {@code listed = pending + archived + unavailable + quarantined + lost}.
 */
public interface RunListener {
    RunListener NONE = new RunListener() {};

    /** A listing was stored, or a part of a long one. */
    default void listed(Account account, LogStream stream, int rows, Written written) {}

    /** A batch of logs was settled. */
    default void settled(Account account, List<BodyOutcome> outcomes) {}

    /**
     * A run over a stream has ended, and its record is written.
     *
     * @param stream calls, sessions, errors or bodies
     */
    default void ended(Account account, String stream, boolean succeeded, long requests) {}

    /** The provider's total of a closed window was not what the ledger says. */
    default void totalDiffered(Account account, LogStream stream) {}
}
