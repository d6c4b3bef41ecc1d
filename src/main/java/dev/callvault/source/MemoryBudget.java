package dev.callvault.source;

import java.util.concurrent.Semaphore;

/**
 * The memory that logs and lists may take on their way from the provider to the database: large ones wait for their turn before
 * they are read, so that many at once cannot fill the heap. One for the process; safe for many threads.
 */
public final class MemoryBudget {
    /**
     * A log takes its length some three times over, and all of them three eighths of the heap: as it came, unescaped, and as the
     * driver sends it. One that is packed takes less.
     */
    private static final int SHARE_OF_HEAP = 8;

    /** Rows take three times as much: the objects that a text is read into are larger than the text. */
    private static final int ROWS = 3;

    private static final long MOST = 128L << 20;
    private static final int KIB = 10;

    private final int kib;
    private final Semaphore free;

    /** @param bytes what all together may take; one that is larger takes it all and travels alone */
    public MemoryBudget(long bytes) {
        this.kib = Math.clamp(bytes >> KIB, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(kib, true); // fair: small ones would never leave room for a large one
    }

    /** A share of this process's heap. */
    public static MemoryBudget ofHeap() {
        return new MemoryBudget(Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** For whoever has one log at a time. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE);
    }

    /** What could be reserved at once, in bytes. */
    public long free() {
        return (long) free.availablePermits() << KIB;
    }

    /** Room for one log, none so far. */
    public Reservation reserve() {
        return new Reservation(1);
    }

    /** Room for one list, none so far; it is asked for by the length of the answer. */
    public Reservation reserveForRows() {
        return new Reservation(ROWS);
    }

    /** What one log or list has reserved. Handed from thread to thread; not for use by several at a time. */
    public final class Reservation implements AutoCloseable {
        private final int weight;
        private int held;

        private Reservation(int weight) {
            this.weight = weight;
        }

        /**
         * Reserves at least so much, and waits until others have given back enough. It gives back what it has before it waits
         * for more: two that held on to theirs could wait for each other.
         *
         * @throws SourceFailure.Interrupted when the program is stopping
         */
        public void atLeast(long bytes) {
            int wanted = wanted(bytes);
            if (wanted <= held) {
                return;
            }
            close();
            try {
                free.acquire(wanted);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new SourceFailure.Interrupted();
            }
            held = wanted;
        }

        /** Gives back what it has beyond so much. */
        public void atMost(long bytes) {
            int kept = Math.min(held, wanted(bytes));
            free.release(held - kept);
            held = kept;
        }

        private int wanted(long bytes) {
            return (int) Math.min(kib, 1 + (bytes >> KIB) * weight);
        }

        /** Gives everything back. */
        @Override
        public void close() {
            free.release(held);
            held = 0;
        }
    }
}
