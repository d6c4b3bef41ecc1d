package dev.callvault.app.account;

import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.source.SharedBudget;
import dev.callvault.store.StoreFailure;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a process's share of a request budget while it is in use, and gives it back at the end. It runs on its own virtual
 * thread, so that an account whose requests hang does not hold up the shares of others.
 */
final class Renewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final long EVERY_SECONDS = 2;

    private final SharedBudget budget;
    private final CountDownLatch ended = new CountDownLatch(1);

    Renewal(SharedBudget budget) {
        this.budget = budget;
        var unused = Thread.ofVirtual()
                .name("request-budget")
                .inheritInheritableThreadLocals(false)
                .start(this::renewUntilEnded);
    }

    private void renewUntilEnded() {
        try {
            while (!ended.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                quietly(budget::renew);
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** While the database is unavailable, requests fail and shares expire without our help. */
    private static void quietly(Runnable change) {
        try {
            change.run();
        } catch (StoreFailure away) {
            LOG.debug("the request budget was not renewed", away);
        } catch (RuntimeException unexpected) { // otherwise the share would never be renewed again
            LOG.warn("the request budget was not renewed", unexpected);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        Uninterrupted.run(() -> quietly(budget::close));
    }
}
