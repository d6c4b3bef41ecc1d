package dev.callvault.archive.bodies;

import dev.callvault.source.MemoryBudget;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores outcomes in batches on its own threads, while the next logs are being fetched. A batch ends at a number of
 * rows, at a number of bytes, or when nothing more is waiting. Workers wait when too much memory is on its way to the
 * database.
 */
public final class BodyWriter implements BodySink {
    /** The server compresses on one core per connection: while one thread stores, the other gathers. */
    private static final int THREADS = 2;

    private static final int MAX_ROWS = 500;
    private static final long MAX_BYTES = 8L << 20;
    private static final long LINGER_MILLIS = 50;

    private final Consumer<List<BodyOutcome>> store;
    private final Consumer<List<BodyOutcome>> settled;
    /** Bounded only by memory. An empty list marks the end, so that the last batch does not wait for more. */
    private final BlockingQueue<List<Parcel>> waiting = new LinkedBlockingQueue<>();

    private final List<Thread> threads;
    /** Only one thread gathers at a time: two would split what arrives into batches of half the size. */
    private final ReentrantLock gathering = new ReentrantLock();

    private boolean isEnded;
    private volatile @Nullable RuntimeException failure;

    public BodyWriter(Consumer<List<BodyOutcome>> store, Consumer<List<BodyOutcome>> settled) {
        this.store = store;
        this.settled = settled;
        this.threads = Stream.generate(
                        () -> Thread.ofVirtual().name("body-writer").start(this::writeUntilClosed))
                .limit(THREADS)
                .toList();
    }

    @Override
    public void put(BodyOutcome outcome, MemoryBudget.Reservation memory) {
        throwFailure();
        memory.atLeast(outcome.weight());
        memory.atMost(outcome.weight());
        waiting.add(List.of(new Parcel(outcome, memory)));
    }

    private void writeUntilClosed() {
        try {
            for (List<Parcel> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                write(batch.stream().map(Parcel::outcome).toList());
                batch.forEach(it -> it.memory().close());
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
            // otherwise workers would wait forever for a thread that has ended
            failure = new IllegalStateException("logs could not be stored", unexpected);
        }
    }

    /** The next batch; empty once the writer is closed and nothing is waiting. */
    private List<Parcel> nextBatch() throws InterruptedException {
        gathering.lockInterruptibly();
        try {
            List<Parcel> batch = new ArrayList<>();
            long bytes = 0;
            while (!isEnded && batch.size() < MAX_ROWS && bytes < MAX_BYTES) {
                List<Parcel> next =
                        batch.isEmpty() ? waiting.take() : waiting.poll(LINGER_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null) {
                    return batch;
                }
                isEnded = next.isEmpty();
                batch.addAll(next);
                bytes += next.stream().mapToLong(it -> it.outcome().bytes()).sum();
            }
            return batch;
        } finally {
            gathering.unlock();
        }
    }

    /** Stores what was fetched even when the program is stopping: storing is quick, fetching again is not. */
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

    /** An outcome in transit, with the memory it takes. */
    private record Parcel(BodyOutcome outcome, MemoryBudget.Reservation memory) {}
}
