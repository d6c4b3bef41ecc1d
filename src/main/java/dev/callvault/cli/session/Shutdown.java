package dev.callvault.cli.session;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.Kept;
import dev.callvault.logs.WhileStopping;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ends whatever command runs in order when the process is asked to stop, by Ctrl-C or SIGTERM: it says so at once and what is
 * kept, interrupts the command, and keeps the process alive until the command has closed everything it opened. The command's own
 * work gets {@link #OWN_WORK}; the embedded PostgreSQL gets the time of a clean stop.
 */
public final class Shutdown {
    /** All that the command's own work may take. */
    static final Duration OWN_WORK = Duration.ofSeconds(3);

    /** By then, a statement that still runs is too long to be waited for. */
    static final Duration UNTIL_CANCEL = Duration.ofMillis(1500);

    /** As long as the embedded server may take to start or to stop. */
    private static final Duration OF_SERVER = Duration.ofSeconds(22);

    private final Thread command;
    private final Consumer<String> say;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Runnable> atOnce = new CopyOnWriteArrayList<>();
    private volatile String name = "";
    private volatile Runnable before = () -> {};
    private volatile boolean isStopping;
    private volatile boolean isOpening;
    private final List<Callvault> archives = new CopyOnWriteArrayList<>();

    /**
     * Does nothing until it is asked to {@link #stop}.
     *
     * @param command the thread that runs the command
     * @param say what people read
     */
    public Shutdown(Thread command, Consumer<String> say) {
        this.command = command;
        this.say = say;
    }

    /** From now on, the process stops in order. */
    public Shutdown whenAsked() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
        return this;
    }

    /** Sets which command runs. */
    public void of(String runningCommand) {
        name = runningCommand;
    }

    /** Sets what to do before anything is said. */
    public void first(Runnable beforeSaying) {
        before = beforeSaying;
    }

    /** Whether the process was asked to stop, so that nothing new should begin. */
    public boolean isStopping() {
        return isStopping;
    }

    /** Adds what to do at once, from another thread than the command's. */
    public void by(Runnable stopPart) {
        atOnce.add(stopPart);
        if (isStopping) {
            stopPart.run();
        }
    }

    /** Opens the archive, which may start the embedded server; whenever the process is asked to stop, it is stopped, too. */
    public Callvault opened(Supplier<Callvault> opening) {
        Callvault callvault = starting(opening);
        archives.add(callvault);
        by(callvault::hurry);
        return callvault;
    }

    /** Does what may start the embedded server, and stops it itself when it is interrupted. */
    public <T> T starting(Supplier<T> work) {
        isOpening = true;
        try {
            return work.get();
        } finally {
            isOpening = false;
        }
    }

    /** Returns when the process may end. */
    public void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        isStopping = true;
        WhileStopping.begin();
        before.run();
        say.accept("stopping. " + Kept.by(name));
        command.interrupt(); // first, so that it does not come in the middle of what the rest begins to close
        atOnce.forEach(Runnable::run);
        try {
            if (!hasEndedWithin(UNTIL_CANCEL)) {
                cancelStatements();
                if (!hasEndedWithin(OWN_WORK.minus(UNTIL_CANCEL))) {
                    leaveServer();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasEndedWithin(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelStatements() {
        archives.forEach(Callvault::cancelStatements);
    }

    /** Whatever the command is still doing: a server that is left behind would run for ever. */
    private void leaveServer() throws InterruptedException {
        if (archives.stream().anyMatch(Callvault::isEmbedded) || isOpening) {
            say.accept("waiting for the embedded PostgreSQL to stop cleanly; this takes " + OF_SERVER.toSeconds()
                    + " seconds at most");
        }
        archives.forEach(Callvault::leaveServer);
        if (isOpening) {
            boolean unused = hasEndedWithin(OF_SERVER);
        }
    }

    /** Tells the waiting process that the command has closed everything. */
    public void end() {
        ended.countDown();
    }
}
