package dev.callvault.store.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.Fence;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The logs, and the queue of wanted logs. Every method throws {@link StoreFailure} when the database cannot be used,
 * and then has no partial effect.
 */
public interface BodyStore {
    /**
     * Claims wanted logs, nearest expiry first, so that no other node fetches them. A claim that is neither settled nor
     * released ends at {@code claim.until()}; for other nodes it ends as soon as the claimant's round does, since a
     * round runs inside {@link Fence#alone} as the work {@link Claim#fence(String)}. A log last requested more than an
     * hour in the future was postponed by a clock that was ahead, and is due at once.
     */
    List<WantedBody> claim(AccountId account, Claim claim);

    /**
     * Renews a node's claims until another time.
     *
     * @return the claims it still holds; the others were taken over or are being settled now
     */
    Set<LogId> renew(AccountId account, String node, Collection<LogId> logIds, Instant until);

    /**
     * Ends claims that earlier, killed rounds of a node left behind, whatever their end: their clock may have been
     * ahead. To be called inside the node's fence, before its round claims anything.
     */
    void freeLeftovers(AccountId account, String node);

    /** Releases claims that the node did not use; those taken over meanwhile are unaffected. */
    void giveBack(AccountId account, String node, Collection<LogId> logIds);

    /**
     * Stores logs and the calls' new states in one transaction. Repeating it changes nothing. A log that arrives after
     * its loss was recorded resolves the gap. For claims the node no longer holds, only logs are stored: any other
     * outcome is out of date, and must not undo what another node found. The same log may appear twice.
     */
    void settle(AccountId account, String node, List<BodyOutcome> outcomes, Instant now);

    /**
     * Records every expired wanted log as lost, with a gap. Logs requested since they expired, or expired for longer
     * than {@code grace}, are no longer wanted; the others still get one last try.
     *
     * @return the number of newly lost logs
     */
    int recordExpired(AccountId account, Instant now, Duration grace);

    /**
     * Queues logs again that are missing or cannot be trusted, each with the reason. A stored one is kept as
     * quarantined until another arrives.
     */
    void wantAgain(AccountId account, Map<LogId, String> doubted, Instant now);

    /**
     * Moves the watermark of the logs: to the start of the earliest call whose log is wanted, otherwise as far as the
     * calls are complete.
     */
    void moveWatermark(AccountId account, Instant now);

    /**
     * What to claim.
     *
     * @param most the maximum number
     * @param node the claiming node
     * @param until when the claim ends by itself
     * @param now the time by which older claims are judged
     * @param due only logs due by then are claimed
     * @param again also claims logs that are not due, if they were last requested before this time; {@link
     *     Instant#EPOCH} for none
     */
    record Claim(int most, String node, Instant now, Instant due, Instant until, Instant again) {
        /** The name of the work for the fence of a node's round. */
        public static String fence(String node) {
            return "bodies by " + node;
        }
    }
}
