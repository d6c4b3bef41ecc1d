package dev.callvault.source;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks again where that may help, as a {@link RetryPolicy} decides by the type of the failure. The last failure is thrown as
 * it came.
 */
public final class RetryingSource extends AroundSource {
    private static final double JITTER = 0.5;
    /** More would spread nothing, and leave a provider's next window unused. */
    private static final double MOST_JITTER_MILLIS = 5000;

    private final RetryPolicy policy;
    private final Waiter waiter;
    private final RandomGenerator random;

    /** The random numbers spread the retries of requests that failed together; they must be safe for use by many threads. */
    public RetryingSource(CallSource inner, RetryPolicy policy, Waiter waiter, RandomGenerator random) {
        super(inner);
        this.policy = policy;
        this.waiter = waiter;
        this.random = random;
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        return ask(request, false);
    }

    @Override
    protected <T> T around(CallService service, ListQuery query, Supplier<T> request) {
        return ask(request, query.isOnce());
    }

    private <T> T ask(Supplier<T> request, boolean isOnce) {
        int failures = 0;
        int throttled = 0;
        while (true) {
            try {
                return request.get();
            } catch (SourceFailure failure) {
                if (failure instanceof SourceFailure.Throttled) {
                    throttled++;
                } else if (isOnce) {
                    throw failure;
                } else {
                    failures++;
                }
                await(policy.pause(failure, failures, throttled).orElseThrow(() -> failure));
            }
        }
    }

    /** Jitter only lengthens: a pause that the provider asked for is kept. */
    private void await(Duration pause) {
        long jitter = (long) (Math.min(pause.toMillis() * JITTER, MOST_JITTER_MILLIS) * random.nextDouble());
        try {
            waiter.await(pause.plusMillis(jitter));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        }
    }
}
