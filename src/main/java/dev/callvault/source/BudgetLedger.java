package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * Where the nodes keep what they share of one account's budget: the pace, and each node's share of the requests at once. One
 * for each account and process; safe for use by many threads. Time is the ledger's own, the same for all nodes.
 */
public interface BudgetLedger {
    /** A share that is not renewed ends after this long: the node was killed, or hangs. */
    Duration LEASE = Duration.ofSeconds(30);

    /**
     * Changes the state, alone among all nodes, and renews this node's share of the requests at once. Nobody gets more than
     * is left, and no node is left without for long: each has its part while it wants it.
     *
     * @param change from the state and the ledger's time; free of side effects
     */
    Exchanged exchange(Wish wish, BiFunction<BudgetState, Instant, BudgetState.Taken> change);

    /**
     * What a node would like.
     *
     * @param inUse requests that are under way
     * @param wanted requests at once, those under way included; 0 gives the share back
     */
    record Wish(int inUse, int wanted) {}

    /**
     * What a node got.
     *
     * @param slots how many requests at once it may make, for {@link #LEASE}
     * @param now the ledger's time
     */
    record Exchanged(int slots, Instant now, BudgetState.Taken taken) {}
}
