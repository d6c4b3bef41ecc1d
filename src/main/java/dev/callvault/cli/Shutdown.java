package dev.callvault.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a command in order when the process is asked to stop: tells the command to stop, and keeps the process alive until
 * the command has closed everything it opened. Open this first, so that it is closed last.
 */
final class Shutdown implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final Duration PATIENCE = Duration.ofSeconds(19);

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable stop = () -> {};

    private Shutdown() {}

    static Shutdown inOrder() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::stop, "shutdown"));
        return shutdown;
    }

    /** Sets how to stop the command; it may be called from any thread, even after the command has ended. */
    void by(Runnable stopCommand) {
        stop = stopCommand;
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        try {
            stop.run();
            if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("exiting before everything was closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the waiting process that the command has closed everything. */
    @Override
    public void close() {
        ended.countDown();
    }
}
