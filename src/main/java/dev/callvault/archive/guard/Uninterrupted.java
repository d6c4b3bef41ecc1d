package dev.callvault.archive.guard;

/**
 * Lets a short piece of tidying up use the database although the program is stopping: an interrupted thread gets no
 * connection. The interrupt is handed on afterwards.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Does the work at once, on this thread. */
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
