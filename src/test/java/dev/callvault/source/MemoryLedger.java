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
        return (wish, change) -> exchange(node, wish, change);
    }

    private synchronized BudgetLedger.Exchanged exchange(
            String node, BudgetLedger.Wish wish, BiFunction<BudgetState, Instant, BudgetState.Taken> change) {
        exchanges++;
        Instant now = time.instant();
        BudgetState.Taken taken = change.apply(state, now);
        state = taken.state();
        slots.remove(node);
        int others = slots.values().stream().mapToInt(Integer::intValue).sum();
        int mine = Math.max(wish.inUse(), Math.min(wish.wanted(), concurrency - others));
        slots.put(node, mine);
        return new BudgetLedger.Exchanged(mine, now, taken);
    }
}
