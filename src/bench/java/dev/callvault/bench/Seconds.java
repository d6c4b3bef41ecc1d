package dev.callvault.bench;

/** Elapsed time. */
final class Seconds {
    private static final double NANOS = 1e9;

    private Seconds() {}

    /** Since a {@link System#nanoTime}. */
    static double since(long begun) {
        return (System.nanoTime() - begun) / NANOS;
    }
}
