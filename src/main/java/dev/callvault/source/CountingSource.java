package dev.callvault.source;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts every request that is sent, answered or not. */
public final class CountingSource implements CallSource, RequestCount {
    private final CallSource source;
    private final Map<LogStream, LongAdder> lists = new EnumMap<>(LogStream.class);
    private final LongAdder logs = new LongAdder();

    public CountingSource(CallSource source) {
        this.source = source;
        for (LogStream stream : LogStream.values()) {
            lists.put(stream, new LongAdder());
        }
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        count(LogStream.CALLS);
        return source.listCalls(query);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        count(LogStream.SESSIONS);
        return source.listSessions(query);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        count(LogStream.ERRORS);
        return source.listErrors(query);
    }

    @Override
    public CallBody fetchLog(LogId logId) {
        logs.increment();
        return source.fetchLog(logId);
    }

    private void count(LogStream stream) {
        adder(stream).increment();
    }

    private LongAdder adder(LogStream stream) {
        return lists.getOrDefault(stream, logs);
    }

    @Override
    public long lists(LogStream stream) {
        return adder(stream).sum();
    }

    @Override
    public long logs() {
        return logs.sum();
    }
}
