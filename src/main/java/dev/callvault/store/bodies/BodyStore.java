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
 * The bodies, and the queue of those that are still wanted. Every method throws {@link StoreFailure} when the database
 * cannot be used; nothing is then half done.
 */
public interface BodyStore {
    /**
     * Claims wanted bodies, nearest to expiry first, so that no other node fetches them meanwhile. A claim that is neither
     * settled nor given back ends by itself at {@code claim.until()}, and for other nodes as soon as the claimant's round has
     * ended: a round runs inside {@link Fence#alone}, as the work {@link Claim#fence(String)}. What was last asked for more
     * than an hour in the future was put off by a clock that was ahead, and is due at once.
     */
    List<WantedBody> claim(AccountId account, Claim claim);

    /**
     * Holds on to what a node has claimed, until another time.
     *
     * @return what it still holds: the rest was taken over, or is being settled at this moment
     */
    Set<LogId> renew(AccountId account, String node, Collection<LogId> logIds, Instant until);

    /**
     * Ends what earlier rounds of a node left claimed when they were killed, whatever time they set: their clock may have been
     * ahead. To be called within the node's fence, before its round claims anything.
     */
    void freeLeftovers(AccountId account, String node);

    /** Gives back what the node claimed and did not ask for; what was taken over meanwhile is left alone. */
    void giveBack(AccountId account, String node, Collection<LogId> logIds);

    /**
     * Stores bodies and the calls' new states, in one transaction. Repeating it changes nothing. A body that comes after its
     * loss was recorded resolves the gap. Of what the node does not hold any more, only bodies count: whatever else came is
     * old news, and must not undo what another node found. The same log may be there twice.
     */
    void settle(AccountId account, String node, List<BodyOutcome> outcomes, Instant now);

    /**
     * Writes down every wanted body whose time has passed as lost, with a gap. Those asked for since they expired, or expired
     * for longer than {@code grace}, are wanted no more; the others still get their one last try.
     *
     * @return how many are newly lost
     */
    int recordExpired(AccountId account, Instant now, Duration grace);

    /**
     * Wants bodies again that are missing or cannot be trusted, each with the reason. One that is stored is kept, as
     * quarantined, until another comes.
     */
    void wantAgain(AccountId account, Map<LogId, String> doubted, Instant now);

    /** Moves the watermark of the bodies: the start of the earliest call whose body is wanted, else as far as the calls. */
    void moveWatermark(AccountId account, Instant now);

    /**
     * What to claim.
     *
     * @param most how many at most
     * @param node who claims
     * @param until when the claim ends by itself
     * @param now the time by which older claims are judged
     * @param due only bodies that are due by then are claimed
     * @param again also those that are not due, if they were last asked for before this time; {@link Instant#EPOCH} for none
     */
    record Claim(int most, String node, Instant now, Instant due, Instant until, Instant again) {
        /** The work as which a node's round is fenced. */
        public static String fence(String node) {
            return "bodies by " + node;
        }
    }
}
