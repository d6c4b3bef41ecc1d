package dev.callvault.source;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** The ledger of a process that shares its budget with no other. Safe for use by many threads. */
public final class LocalBudgetLedger implements BudgetLedger {
    private final int concurrency;
    private final InstantSource clock;
    private BudgetState state = BudgetState.NEW;

    /** @param concurrency concurrent requests, 1 or more */
    public LocalBudgetLedger(int concurrency, InstantSource clock) {
        this.concurrency = concurrency;
        this.clock = clock;
    }

    @Override
    public synchronized Exchanged exchange(Demand demand, BiFunction<BudgetState, Instant, BudgetState.Grant> change) {
        Instant now = clock.instant();
        BudgetState.Grant taken = change.apply(state, now);
        state = taken.state();
        return new Exchanged(Math.max(demand.inUse(), Math.min(demand.wanted(), concurrency)), now, taken);
    }
}
