package dev.callvault.source;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Counts the requests actually made: {@code requests = answers + failures}, once none is in progress. A missing log
 * counts as an answer.
 */
public final class CountingSource extends SourceDecorator implements RequestCount {
    private final Map<CallService, LongAdder> requests = counters();
    private final Map<CallService, LongAdder> failures = counters();

    public CountingSource(CallSource inner) {
        super(inner);
    }

    /** Requests made so far, of every service. */
    public long requests() {
        return sum(requests);
    }

    /** Requests made so far of one service. */
    @Override
    public long requests(CallService service) {
        return count(requests, service);
    }

    /** Failed requests so far, of every service. */
    public long failures() {
        return sum(failures);
    }

    /** Failed requests so far of one service. */
    public long failures(CallService service) {
        return count(failures, service);
    }

    @Override
    protected <T> T around(CallService service, Supplier<T> request) {
        counter(requests, service).increment();
        try {
            return request.get();
        } catch (SourceFailure.NotThere answer) {
            throw answer;
        } catch (SourceFailure failure) {
            counter(failures, service).increment();
            throw failure;
        }
    }

    private static Map<CallService, LongAdder> counters() {
        Map<CallService, LongAdder> counters = new EnumMap<>(CallService.class);
        for (CallService service : CallService.values()) {
            counters.put(service, new LongAdder());
        }
        return Map.copyOf(counters);
    }

    private static LongAdder counter(Map<CallService, LongAdder> counters, CallService service) {
        return Objects.requireNonNull(counters.get(service));
    }

    private static long count(Map<CallService, LongAdder> counters, CallService service) {
        return counter(counters, service).sum();
    }

    private static long sum(Map<CallService, LongAdder> counters) {
        return counters.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
