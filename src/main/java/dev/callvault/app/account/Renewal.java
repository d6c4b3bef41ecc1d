package dev.callvault.app.account;

import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.source.SharedBudget;
import dev.callvault.store.StoreFailure;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a process's share of a budget as long as it is used, and gives it back at the end. On a virtual thread of its own, so
 * that an account whose requests hang holds up no other's share.
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

    /** While the database is away, requests fail by themselves, and shares end by themselves. */
    private static void quietly(Runnable change) {
        try {
            change.run();
        } catch (StoreFailure away) {
            LOG.debug("the budget was not renewed", away);
        } catch (RuntimeException unexpected) { // the timer would never fire again
            LOG.warn("the budget was not renewed", unexpected);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        Uninterrupted.run(() -> quietly(budget::close));
    }
}
