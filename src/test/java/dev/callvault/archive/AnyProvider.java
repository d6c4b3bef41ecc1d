package dev.callvault.archive;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A provider that returns nothing, or fails as its rule says, and records the requests. Safe for use by many threads.
 */
public final class AnyProvider implements CallSource {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Rule rule = (service, log) -> {};

    /** Throws the failure of a request. */
    public interface Rule {
        /**
         * Handles a request.
         *
         * @param log the requested log, or 0
         */
        void meet(CallService service, long log);
    }

    public void rule(Rule next) {
        rule = next;
    }

    /** The requested services, in order; a log by its number. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public int requests() {
        return asked.size();
    }

    public List<String> takeAsked() {
        List<String> taken = asked();
        asked.clear();
        return taken;
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return list(CallService.LOGS);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return list(CallService.SESSIONS);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return list(CallService.ERRORS);
    }

    private <T> Page<T> list(CallService service) {
        asked.add(service.name());
        rule.meet(service, 0);
        return new Page<>(0, List.of(), 0);
    }

    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        asked.add(String.valueOf(logId.value()));
        rule.meet(CallService.LOG, logId.value());
        return new CallBody(Content.of(("log " + logId.value()).getBytes(StandardCharsets.UTF_8)), "Boston");
    }
}
