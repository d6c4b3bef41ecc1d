package dev.callvault.store.postgres.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.source.BudgetLedger;
import dev.callvault.source.BudgetState;
import dev.callvault.store.postgres.sql.ServerTime;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.DSLContext;

/**
 * The ledger of one account's budget, for one process. The account's row is locked for each exchange. Time is the
 * server's, so the nodes' clocks do not matter.
 */
public final class PostgresBudgetLedger implements BudgetLedger {
    private final Transactions transactions;
    private final AccountId account;
    private final String holder;
    private final int concurrency;
    private final Optional<InstantSource> clock;

    /** @param clock in place of the server's, for tests */
    public PostgresBudgetLedger(
            Transactions transactions,
            AccountId account,
            String holder,
            int concurrency,
            Optional<InstantSource> clock) {
        this.transactions = transactions;
        this.account = account;
        this.holder = holder;
        this.concurrency = concurrency;
        this.clock = clock;
    }

    @Override
    public Exchanged exchange(Demand demand, BiFunction<BudgetState, Instant, BudgetState.Grant> change) {
        return transactions.inOne("share the request budget", dsl -> exchange(dsl, demand, change));
    }

    private Exchanged exchange(
            DSLContext dsl, Demand demand, BiFunction<BudgetState, Instant, BudgetState.Grant> change) {
        BudgetState state = LockBudget.fetch(dsl, account);
        Instant now = clock.map(InstantSource::instant).orElseGet(() -> ServerTime.of(dsl));
        BudgetState.Grant taken = change.apply(state, now);
        if (!taken.state().equals(state)) {
            UpdateBudget.execute(dsl, account, taken.state());
        }
        int slots = demand.wanted() == 0
                ? LeaseSlots.giveBack(dsl, account, holder)
                : LeaseSlots.execute(dsl, account, new LeaseSlots.Ask(holder, demand, concurrency, now));
        return new Exchanged(slots, now, taken);
    }
}
