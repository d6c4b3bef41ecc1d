package dev.callvault.store.postgres.coordination;

import static dev.callvault.store.postgres.jooq.Tables.REQUEST_BUDGETS;

import dev.callvault.call.AccountId;
import dev.callvault.source.BudgetState;
import dev.callvault.source.RateWindow;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Writes the state of an account's budget, whose row is locked. */
final class UpdateBudget {
    private UpdateBudget() {}

    static void execute(DSLContext dsl, AccountId account, BudgetState state) {
        dsl.update(REQUEST_BUDGETS)
                .set(REQUEST_BUDGETS.MOST_PER_SECOND, limit(state.most()))
                .set(REQUEST_BUDGETS.FOUND_PER_SECOND, limit(state.found()))
                .set(REQUEST_BUDGETS.REFUSED_PER_SECOND, limit(state.refusedAt()))
                .set(REQUEST_BUDGETS.NEXT_AT, state.next())
                .set(REQUEST_BUDGETS.PAUSED_UNTIL, state.pausedUntil())
                .set(
                        REQUEST_BUDGETS.WINDOW_LIMIT,
                        state.window().map(RateWindow::limit).orElse(null))
                .set(
                        REQUEST_BUDGETS.WINDOW_LEFT,
                        state.window().map(RateWindow::left).orElse(null))
                .set(
                        REQUEST_BUDGETS.WINDOW_SECONDS,
                        state.window().map(it -> it.length().toSeconds()).orElse(null))
                .set(
                        REQUEST_BUDGETS.WINDOW_RESET_AT,
                        state.window().map(RateWindow::resetAt).orElse(null))
                .where(REQUEST_BUDGETS.ACCOUNT_ID.eq(account.value()))
                .execute();
    }

    private static @Nullable Double limit(double rate) {
        return Double.isInfinite(rate) ? null : rate;
    }
}
