package dev.callvault.source;

import java.util.function.Supplier;

/** Makes requests within a {@link RequestBudget} and reports the provider's reactions to it. */
public final class PacedSource extends SourceDecorator {
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
