package dev.callvault.source;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again where asking again can help, by the type of the failure: trouble of the moment a few times, with growing,
 * jittered pauses; a throttled request as often as the provider throttles, within reason, since the budget makes it wait.
 * Refusals are never repeated.
 */
public final class RetryingSource extends DecoratedSource {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingSource.class);
    private static final int MOST_TRIES = 3;
    private static final int MOST_THROTTLED = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(400);

    private final Waiter waiter;
    private final RandomGenerator random;

    public RetryingSource(CallSource source, Waiter waiter, RandomGenerator random) {
        super(source);
        this.waiter = waiter;
        this.random = random;
    }

    @Override
    protected <T> T around(Supplier<T> request) {
        int tries = 0;
        int throttled = 0;
        while (true) {
            try {
                return request.get();
            } catch (SourceFailure.Throttled pushback) {
                throttled++;
                if (throttled >= MOST_THROTTLED) {
                    throw pushback;
                }
            } catch (SourceFailure.Unreachable
                    | SourceFailure.TimedOut
                    | SourceFailure.ServerTrouble
                    | SourceFailure.Unreadable trouble) {
                tries++;
                if (tries >= MOST_TRIES) {
                    throw trouble;
                }
                LOG.debug("asking again: {}", trouble.getMessage());
                waiter.await(pause(tries));
            }
        }
    }

    /** Doubles with every try; half of it is chance, so that workers that failed together do not come back together. */
    private Duration pause(int tries) {
        Duration full = FIRST_PAUSE.multipliedBy(1L << (2 * (tries - 1)));
        return full.dividedBy(2).plusMillis(random.nextLong(full.toMillis() / 2 + 1));
    }
}
