package dev.callvault.archive.guard;

/**
 * Lets a short cleanup use the database while the program is stopping: an interrupted thread gets no connection. The
 * interrupt is restored afterwards.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Runs the work now, on this thread. */
    public static void run(Runnable work) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
