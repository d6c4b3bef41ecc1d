package dev.callvault.app;

import dev.callvault.source.SharedBudget;
import dev.callvault.store.StoreFailure;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a process's share of a budget as long as it is used, and gives it back at the end. */
final class Renewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final long EVERY_SECONDS = 2;

    private final SharedBudget budget;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("request-budget").factory());

    Renewal(SharedBudget budget) {
        this.budget = budget;
        var unused = timer.scheduleWithFixedDelay(
                () -> quietly(budget::renew), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** While the database is away, requests fail by themselves, and shares end by themselves. */
    private static void quietly(Runnable change) {
        try {
            change.run();
        } catch (StoreFailure away) {
            LOG.debug("the budget was not renewed", away);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        quietly(budget::close);
    }
}
