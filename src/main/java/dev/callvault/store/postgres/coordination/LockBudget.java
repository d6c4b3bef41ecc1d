package dev.callvault.store.postgres.coordination;

import static dev.callvault.store.postgres.jooq.Tables.REQUEST_BUDGETS;

import dev.callvault.call.AccountId;
import dev.callvault.source.BudgetState;
import dev.callvault.source.RateWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Reads the state of an account's budget and locks it until the transaction ends; creates it for a new account. */
final class LockBudget {
    private LockBudget() {}

    static BudgetState fetch(DSLContext dsl, AccountId account) {
        return find(dsl, account).orElseGet(() -> {
            insertIfNew(dsl, account);
            return find(dsl, account).orElseThrow();
        });
    }

    private static Optional<BudgetState> find(DSLContext dsl, AccountId account) {
        return dsl.selectFrom(REQUEST_BUDGETS)
                .where(REQUEST_BUDGETS.ACCOUNT_ID.eq(account.value()))
                .forUpdate()
                .fetchOptional(LockBudget::state);
    }

    private static void insertIfNew(DSLContext dsl, AccountId account) {
        dsl.insertInto(REQUEST_BUDGETS)
                .set(REQUEST_BUDGETS.ACCOUNT_ID, account.value())
                .set(REQUEST_BUDGETS.NEXT_AT, Instant.EPOCH)
                .set(REQUEST_BUDGETS.PAUSED_UNTIL, Instant.EPOCH)
                .onConflictDoNothing()
                .execute();
    }

    private static BudgetState state(Record row) {
        return new BudgetState(
                rate(row.get(REQUEST_BUDGETS.MOST_PER_SECOND)),
                rate(row.get(REQUEST_BUDGETS.FOUND_PER_SECOND)),
                rate(row.get(REQUEST_BUDGETS.REFUSED_PER_SECOND)),
                row.get(REQUEST_BUDGETS.NEXT_AT),
                row.get(REQUEST_BUDGETS.PAUSED_UNTIL),
                Optional.ofNullable(row.get(REQUEST_BUDGETS.WINDOW_RESET_AT))
                        .map(reset -> new RateWindow(
                                row.get(REQUEST_BUDGETS.WINDOW_LIMIT),
                                row.get(REQUEST_BUDGETS.WINDOW_LEFT),
                                Duration.ofSeconds(row.get(REQUEST_BUDGETS.WINDOW_SECONDS)),
                                reset)));
    }

    private static double rate(@Nullable Double limit) {
        return limit == null ? Double.POSITIVE_INFINITY : limit;
    }
}
