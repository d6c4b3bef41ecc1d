package dev.callvault.schedule;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.quartz.spi.ThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz's threads. Unlike its own pool this one ends in bounded time: running jobs have a grace, then they are
 * interrupted, then they are left behind. Thread-safe.
 */
final class Workers implements ThreadPool {
    /** How long an interrupted job may take to end. */
    static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final int size;
    private final Runs runs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Duration grace = Duration.ZERO;
    private boolean stopping;
    private int busy;

    Workers(int size, Runs runs) {
        this.size = size;
        this.runs = runs;
    }

    /** No more work is offered; {@link #shutdown} will wait for as long as {@code grace}. */
    void stopWithin(Duration grace) {
        lock.lock();
        try {
            this.grace = grace;
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no thread is at work, waiting for that up to {@code patience} or an interrupt. */
    boolean isIdleWithin(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (busy > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return busy() == 0;
    }

    /** Never refuses: what comes here is already written down as fired. */
    @Override
    public boolean runInThread(Runnable task) {
        occupy(1);
        Thread.ofPlatform().daemon().name("callvault-job").start(() -> perform(task));
        return true;
    }

    @Override
    public int blockForAvailableThreads() {
        lock.lock();
        try {
            while (busy >= size && !stopping) {
                changed.awaitUninterruptibly();
            }
            return stopping ? 0 : size - busy;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdown(boolean waitForJobs) {
        if (!waitForJobs || isIdleWithin(grace)) {
            return;
        }
        log.info("interrupting jobs that still run after {}: {}", grace, runs.running());
        runs.interruptAll();
        if (!isIdleWithin(AFTER_INTERRUPT)) {
            log.warn("jobs did not end in time and are left behind: {}", runs.running());
        }
    }

    @Override
    public void initialize() {}

    @Override
    public int getPoolSize() {
        return size;
    }

    @Override
    public void setInstanceId(String node) {}

    @Override
    public void setInstanceName(String cluster) {}

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.warn("the end of a job could not be noted; its trigger is freed later", failure);
        } finally {
            occupy(-1);
        }
    }

    private void occupy(int threads) {
        lock.lock();
        try {
            busy += threads;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int busy() {
        lock.lock();
        try {
            return busy;
        } finally {
            lock.unlock();
        }
    }
}
