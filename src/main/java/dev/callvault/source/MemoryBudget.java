package dev.callvault.source;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that logs and lists may take in transit: from the provider to the database, or from there to readers. Large
 * ones wait their turn before they are read, so that concurrent ones cannot fill the heap. A process has one for each
 * direction, so that a slow reader never delays archiving. Safe for use by many threads.
 */
public final class MemoryBudget {
    /**
     * A log takes about three times its length: as received, unescaped, and as the driver sends it. So all logs
     * together take up to three eighths of the heap. A packed log takes less.
     */
    private static final int SHARE_OF_HEAP = 8;

    /** Readers take less: each holds one piece of a log. */
    private static final int READERS_SHARE_OF_HEAP = 16;

    /** Rows take three times as much: the objects parsed from a text are larger than the text. */
    private static final int ROWS = 3;

    private static final long MAX = 128L << 20;

    /**
     * What the program itself needs, and lists and small logs in transit. What the JVM says it can use is less than -Xmx
     * by one survivor space: with the launcher's options, -Xmx96m leaves 74 MiB.
     */
    private static final long LEAST_HEAP = 72L << 20;

    private static final int KIB = 10;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final int kib;
    private final Semaphore free;

    /** @param bytes the total; a log larger than this takes all of it and travels alone */
    public MemoryBudget(long bytes) {
        this.kib = Math.clamp(bytes >> KIB, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(kib, true); // fair: otherwise small ones would never leave room for a large one
    }

    /**
     * Why no archive can be used with this heap; empty when it is large enough.
     *
     * @param heap in bytes, see {@link Runtime#maxMemory}
     */
    public static Optional<String> tooSmall(long heap) {
        return heap >= LEAST_HEAP
                ? Optional.empty()
                : Optional.of("the heap of " + (heap >> 20) + " MiB is too small: at least " + (LEAST_HEAP >> 20)
                        + " MiB are needed; set CALLVAULT_JAVA_OPTIONS=-Xmx256m, or raise the limit of the container");
    }

    /** A share of this process's heap. */
    public static MemoryBudget ofHeap() {
        return new MemoryBudget(Math.min(MAX, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** A share of this process's heap for those who read what is stored. */
    public static MemoryBudget ofHeapForReaders() {
        return new MemoryBudget(Math.min(MAX, Runtime.getRuntime().maxMemory() / READERS_SHARE_OF_HEAP));
    }

    /** For callers that handle one log at a time. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE);
    }

    /** The total in bytes. */
    public long total() {
        return (long) kib << KIB;
    }

    /** How many bytes could be reserved now. */
    public long free() {
        return (long) free.availablePermits() << KIB;
    }

    /** An empty reservation for one log. */
    public Reservation reserve() {
        return new Reservation(1);
    }

    /** An empty reservation for one list; callers request the length of the response. */
    public Reservation reserveForRows() {
        return new Reservation(ROWS);
    }

    /** The memory reserved by one log or list. Passed from thread to thread; not for concurrent use. */
    public final class Reservation implements AutoCloseable {
        private final int weight;
        private int held;

        private Reservation(int weight) {
            this.weight = weight;
        }

        /**
         * Reserves at least this much, waiting until others have released enough. Releases its own memory before
         * waiting for more: two reservations that kept theirs could wait for each other.
         *
         * @throws SourceFailure.Interrupted when the program is stopping
         */
        public void atLeast(long bytes) {
            var unused = atLeast(bytes, FOR_EVER);
        }

        /**
         * The same for callers who give up.
         *
         * @return whether it was reserved in time; if not, nothing is
         * @throws SourceFailure.Interrupted when the program is stopping
         */
        public boolean atLeast(long bytes, Duration patience) {
            int wanted = wanted(bytes);
            if (wanted <= held) {
                return true;
            }
            close();
            try {
                held = free.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS) ? wanted : 0;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new SourceFailure.Interrupted();
            }
            return held > 0;
        }

        /** Releases everything beyond this much. */
        public void atMost(long bytes) {
            int kept = Math.min(held, wanted(bytes));
            free.release(held - kept);
            held = kept;
        }

        private int wanted(long bytes) {
            return (int) Math.min(kib, 1 + (bytes >> KIB) * weight);
        }

        /** Releases everything. */
        @Override
        public void close() {
            free.release(held);
            held = 0;
        }
    }
}
