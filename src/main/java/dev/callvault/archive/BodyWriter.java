package dev.callvault.archive;

import dev.callvault.store.BodyOutcome;
import dev.callvault.store.StoreFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores outcomes in batches, on threads of its own, while the next are being fetched. A batch ends at a number of rows, a
 * number of bytes, or when nothing more is waiting; workers wait when too many bytes are on their way to the database.
 */
final class BodyWriter implements BodySink {
    /** The server compresses what is stored, on one core for each connection: while one stores, the other gathers. */
    private static final int THREADS = 2;

    private static final int MOST_ROWS = 500;
    private static final long MOST_BYTES = 8L << 20;
    private static final int MOST_KIB_WAITING = 48 << 10;
    private static final long LINGER_MILLIS = 50;

    private final Consumer<List<BodyOutcome>> store;
    private final Consumer<List<BodyOutcome>> settled;
    /** Bounded by the room alone. An empty one is the last: the last batch need not wait whether more comes. */
    private final BlockingQueue<List<BodyOutcome>> waiting = new LinkedBlockingQueue<>();

    private final Semaphore room = new Semaphore(MOST_KIB_WAITING);
    private final List<Thread> threads;
    /** One thread gathers at a time: two would share what comes, and store batches of half the size. */
    private final ReentrantLock gathering = new ReentrantLock();

    private boolean isEnded;
    private volatile @Nullable RuntimeException failure;

    BodyWriter(Consumer<List<BodyOutcome>> store, Consumer<List<BodyOutcome>> settled) {
        this.store = store;
        this.settled = settled;
        this.threads = Stream.generate(
                        () -> Thread.ofVirtual().name("body-writer").start(this::writeUntilClosed))
                .limit(THREADS)
                .toList();
    }

    @Override
    public void put(BodyOutcome outcome) throws InterruptedException {
        throwFailure();
        room.acquire(kib(outcome));
        waiting.put(List.of(outcome));
    }

    private void writeUntilClosed() {
        try {
            for (List<BodyOutcome> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                write(batch);
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<BodyOutcome> batch) {
        try {
            if (failure == null) {
                store.accept(batch);
                settled.accept(batch);
            }
        } catch (StoreFailure broken) {
            failure = broken;
        } catch (RuntimeException | Error unexpected) {
            // workers would wait for a thread that ended, for ever
            failure = new IllegalStateException("logs could not be stored", unexpected);
        } finally {
            room.release(batch.stream().mapToInt(BodyWriter::kib).sum());
        }
    }

    /** The next batch; empty once the writer is closed and nothing waits. */
    private List<BodyOutcome> nextBatch() throws InterruptedException {
        gathering.lockInterruptibly();
        try {
            List<BodyOutcome> batch = new ArrayList<>();
            long bytes = 0;
            while (!isEnded && batch.size() < MOST_ROWS && bytes < MOST_BYTES) {
                List<BodyOutcome> next =
                        batch.isEmpty() ? waiting.take() : waiting.poll(LINGER_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null) {
                    return batch;
                }
                isEnded = next.isEmpty();
                batch.addAll(next);
                bytes += next.stream().mapToLong(BodyOutcome::bytes).sum();
            }
            return batch;
        } finally {
            gathering.unlock();
        }
    }

    /** An outcome larger than all the room takes all the room. */
    private static int kib(BodyOutcome outcome) {
        return (int) Math.min(MOST_KIB_WAITING, 1 + (outcome.bytes() >> 10));
    }

    /** What was fetched is stored although the program is stopping: that takes a moment, fetching it again does not. */
    @Override
    public void close() {
        waiting.add(List.of());
        boolean wasInterrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException stopping) {
                    wasInterrupted = true;
                }
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        throwFailure();
    }

    private void throwFailure() {
        @Nullable RuntimeException broken = failure;
        if (broken != null) {
            throw broken;
        }
    }
}
