package dev.callvault.archive.bodies;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats an action on its own thread until closed. A failed beat is skipped, whatever the cause: the next one may
 * succeed, and without any beats the work would be taken away.
 */
final class LeaseRenewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean isFailureKnown;

    LeaseRenewal(String name, Duration every, Runnable beat) {
        var unused = Thread.ofVirtual().name(name).start(() -> beatUntilEnded(every, beat));
    }

    private void beatUntilEnded(Duration every, Runnable beat) {
        try {
            while (!ended.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                beat(beat);
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat(Runnable beat) {
        try {
            beat.run();
        } catch (StoreFailure away) {
            LOG.debug("heartbeat missed", away);
        } catch (RuntimeException | Error unexpected) {
            if (!isFailureKnown) {
                LOG.warn("heartbeat failed and will be retried; further failures are not logged", unexpected);
            }
            isFailureKnown = true;
        }
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
