package dev.callvault.source.plum;

import dev.callvault.source.CallService;
import dev.callvault.source.SourceFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time limit for one response, across all its parts. Made for one response; starts at once. */
final class TimeLimit {
    private final CallService service;
    private final Duration timeout;
    private long deadline;

    TimeLimit(CallService service, Duration timeout) {
        this.service = service;
        this.timeout = timeout;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Waits for a part of the response.
     *
     * @param cancel ends the request when the part is late
     * @throws ExecutionException when the part will never come
     */
    <T> T await(Future<T> part, Runnable cancel) throws ExecutionException {
        try {
            return part.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (CancellationException closed) {
            throw new ExecutionException(new IOException("the program has stopped waiting for it", closed));
        } catch (TimeoutException late) {
            cancel.run();
            throw new SourceFailure.TimedOut(service + ": no complete response within " + seconds());
        } catch (InterruptedException stopping) {
            cancel.run();
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        }
    }

    /** Work during which the provider waits for us; does not count towards the limit. */
    void pause(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        deadline += System.nanoTime() - begun;
    }

    private String seconds() {
        return timeout.toSeconds() > 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
