package dev.callvault.source;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Retries where that may help; a {@link RetryPolicy} decides by the type of the failure. The last failure is thrown
 * unchanged, except that an overload beyond all patience becomes ordinary server trouble.
 */
public final class RetryingSource extends SourceDecorator {
    /** A stalled log takes a minute or more each time. */
    private static final int MAX_TIMEOUTS = 2;

    /**
     * How many pauses a single-attempt request waits for an overloaded provider: the request itself may be the
     * overload.
     */
    private static final int PAUSES_FOR_ONE_TRY = 1;

    private static final double JITTER = 0.5;
    /** More jitter would not spread requests better, and would waste the provider's next window. */
    private static final double MAX_JITTER_MILLIS = 5000;

    private final RetryPolicy policy;
    private final Waiter waiter;
    private final RandomGenerator random;
    /** Set after a log failed all its attempts: later logs get one attempt each until one succeeds. */
    private volatile boolean isInVain;

    /**
     * The random numbers spread out retries of requests that failed together; the generator must be safe for use by
     * many threads.
     */
    public RetryingSource(CallSource inner, RetryPolicy policy, Waiter waiter, RandomGenerator random) {
        super(inner);
        this.policy = policy;
        this.waiter = waiter;
        this.random = random;
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        return ask(service, request, false);
    }

    @Override
    protected <T> T around(CallService service, ListQuery query, Supplier<T> request) {
        return ask(service, request, query.isOnce());
    }

    private <T> T ask(CallService service, Supplier<T> request, boolean isOnce) {
        int failures = 0;
        int throttled = 0;
        while (true) {
            try {
                T answer = request.get();
                isInVain &= service != CallService.LOG;
                return answer;
            } catch (SourceFailure failure) {
                if (failure instanceof SourceFailure.Throttled asked) {
                    throttled++;
                    if (isOnce && asked.isOverload() && throttled > PAUSES_FOR_ONE_TRY) {
                        throw asked.beyondPatience();
                    }
                } else if (isOnce) {
                    throw failure;
                } else {
                    failures++;
                }
                await(pause(service, failure, failures, throttled).orElseThrow(() -> beyondPatience(failure)));
            }
        }
    }

    private static SourceFailure beyondPatience(SourceFailure failure) {
        return failure instanceof SourceFailure.Throttled asked ? asked.beyondPatience() : failure;
    }

    /** Hundreds of failing logs in a row must not delay the logs behind them by minutes each. */
    private Optional<Duration> pause(CallService service, SourceFailure failure, int failures, int throttled) {
        boolean isLog = service == CallService.LOG;
        boolean isLate = failure instanceof SourceFailure.TimedOut && failures >= MAX_TIMEOUTS;
        boolean isSpent = isLog && (isInVain || isLate) && !(failure instanceof SourceFailure.Throttled);
        Optional<Duration> pause = isSpent ? Optional.empty() : policy.pause(failure, failures, throttled);
        isInVain |= isLog && pause.isEmpty() && failures > 1;
        return pause;
    }

    /** Jitter only lengthens a pause, so a pause that the provider asked for is kept. */
    private void await(Duration pause) {
        long jitter = (long) (Math.min(pause.toMillis() * JITTER, MAX_JITTER_MILLIS) * random.nextDouble());
        try {
            waiter.await(pause.plusMillis(jitter));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        }
    }
}
