package dev.callvault.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What the simulator was asked. Safe for many threads. */
public final class RequestLog {
    private final List<String> listings = new CopyOnWriteArrayList<>();
    private final LongAdder logs = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void listing(String pathAndQuery) {
        listings.add(pathAndQuery);
    }

    void log() {
        logs.increment();
    }

    void refusedLogin() {
        refused.increment();
    }

    /** Path and query of every request for a list, in order. */
    public List<String> listings() {
        return List.copyOf(listings);
    }

    /** How often a log was asked for. */
    public long logs() {
        return logs.sum();
    }

    /** How many requests came with a wrong login. */
    public long refusedLogins() {
        return refused.sum();
    }

    public void clear() {
        listings.clear();
        logs.reset();
        refused.reset();
    }
}
