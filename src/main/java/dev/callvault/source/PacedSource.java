package dev.callvault.source;

import java.util.function.Supplier;

/** Sends requests as the account's budget allows, and tells it how the provider took them. */
public final class PacedSource extends DecoratedSource {
    private final RequestBudget budget;

    public PacedSource(CallSource source, RequestBudget budget) {
        super(source);
        this.budget = budget;
    }

    @Override
    protected <T> T around(Supplier<T> request) {
        budget.acquire();
        try {
            T answer = request.get();
            budget.success();
            return answer;
        } catch (SourceFailure.Throttled throttled) {
            budget.pushback(throttled.retryAfter());
            throw throttled;
        } finally {
            budget.release();
        }
    }
}
