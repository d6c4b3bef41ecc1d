package dev.callvault.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a command end in order when the process is asked to stop: the command is told to stop, and the process waits until
 * it has closed everything it opened. Opened first, so that it is closed last.
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

    /** What tells the command to stop; it may be called from any thread, and after the command has ended. */
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
                LOG.warn("stopping before everything was closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended, and closed what it opened. */
    @Override
    public void close() {
        ended.countDown();
    }
}
