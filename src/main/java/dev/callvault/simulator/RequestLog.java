package dev.callvault.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The requests that the simulator received. Safe for many threads. */
public final class RequestLog {
    private final List<String> listings = new CopyOnWriteArrayList<>();
    private final LongAdder logs = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Queue<Instant> beginnings = new ConcurrentLinkedQueue<>();

    void listing(String pathAndQuery) {
        listings.add(pathAndQuery);
    }

    void log() {
        logs.increment();
    }

    void began(Instant now) {
        beginnings.add(now);
        mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    }

    void ended() {
        underWay.decrementAndGet();
    }

    void throttled() {
        throttled.increment();
    }

    void refusedLogin() {
        refused.increment();
    }

    /** Path and query of every list request, in order. */
    public List<String> listings() {
        return List.copyOf(listings);
    }

    /** How often a log was requested. */
    public long logs() {
        return logs.sum();
    }

    /** How many requests came with a wrong login. */
    public long refusedLogins() {
        return refused.sum();
    }

    /** How many requests were refused because there were too many. */
    public long throttledRequests() {
        return throttled.sum();
    }

    /** The largest number of simultaneous requests. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** When each request arrived, in order, by the simulator's clock. */
    public List<Instant> beginnings() {
        return List.copyOf(beginnings);
    }

    public void clear() {
        throttled.reset();
        mostAtOnce.set(underWay.get());
        beginnings.clear();
        listings.clear();
        logs.reset();
        refused.reset();
    }
}
