package dev.callvault.source;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * Stores what all nodes share of one account's request budget: the pace, and each node's share of the concurrent
 * requests. One per account and process; safe for use by many threads. Time is the ledger's own, the same for all
 * nodes.
 */
public interface BudgetLedger {
    /** An unrenewed share ends after this time: its node was killed or hangs. */
    Duration LEASE = Duration.ofSeconds(30);

    /**
     * Changes the state while no other node can, and renews this node's share of the concurrent requests. A node never
     * gets more than is free, and none goes without for long: each gets its share while it wants one.
     *
     * @param change maps the state and the ledger's time to a new state; free of side effects
     */
    Exchanged exchange(Demand demand, BiFunction<BudgetState, Instant, BudgetState.Grant> change);

    /**
     * What a node asks for.
     *
     * @param inUse requests in progress
     * @param wanted concurrent requests, including those in progress; 0 returns the share
     */
    record Demand(int inUse, int wanted) {}

    /**
     * What a node gets.
     *
     * @param slots how many concurrent requests it may make, for {@link #LEASE}
     * @param now the ledger's time
     */
    record Exchanged(int slots, Instant now, BudgetState.Grant taken) {}
}
