package dev.callvault.source;

import java.util.function.Supplier;

/** Asks only within a {@link RequestBudget}, and tells it how the provider takes it. */
public final class PacedSource extends AroundSource {
    private final RequestBudget budget;

    public PacedSource(CallSource inner, RequestBudget budget) {
        super(inner);
        this.budget = budget;
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        budget.acquire(service);
        try {
            T answer = request.get();
            budget.success();
            return answer;
        } catch (SourceFailure.NotThere answer) {
            budget.success();
            throw answer;
        } catch (SourceFailure.Throttled throttled) {
            budget.pushback(throttled.retryAfter());
            throw throttled;
        } finally {
            budget.release();
        }
    }
}
