package dev.callvault.source;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts every request that is sent, answered or not. */
public final class CountingSource extends DecoratedSource implements RequestCount {
    private final LongAdder requests = new LongAdder();

    public CountingSource(CallSource source) {
        super(source);
    }

    @Override
    protected <T> T around(Supplier<T> request) {
        requests.increment();
        return request.get();
    }

    @Override
    public long requests() {
        return requests.sum();
    }
}
