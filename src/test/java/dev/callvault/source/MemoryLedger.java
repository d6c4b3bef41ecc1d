package dev.callvault.source;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** A ledger for the nodes of one test: like the real one, but in memory and without expiry. */
public final class MemoryLedger {
    private final InstantSource time;
    private final int concurrency;
    private final Map<String, Integer> slots = new HashMap<>();
    private BudgetState state = BudgetState.NEW;
    private int exchanges;

    public MemoryLedger(InstantSource time, int concurrency) {
        this.time = time;
        this.concurrency = concurrency;
    }

    int exchanges() {
        return exchanges;
    }

    public BudgetLedger of(String node) {
        return (demand, change) -> exchange(node, demand, change);
    }

    private synchronized BudgetLedger.Exchanged exchange(
            String node, BudgetLedger.Demand demand, BiFunction<BudgetState, Instant, BudgetState.Grant> change) {
        exchanges++;
        Instant now = time.instant();
        BudgetState.Grant taken = change.apply(state, now);
        state = taken.state();
        slots.remove(node);
        int others = slots.values().stream().mapToInt(Integer::intValue).sum();
        int mine = Math.max(demand.inUse(), Math.min(demand.wanted(), concurrency - others));
        slots.put(node, mine);
        return new BudgetLedger.Exchanged(mine, now, taken);
    }
}
