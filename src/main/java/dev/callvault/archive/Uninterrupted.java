package dev.callvault.archive;

/**
 * Lets a short piece of tidying up use the database although the program is stopping: an interrupted thread gets no
 * connection. The interrupt is handed on afterwards.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    static void run(Runnable work) {
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
