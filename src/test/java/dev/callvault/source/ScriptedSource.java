package dev.callvault.source;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Fails as told, once per request, and then succeeds. */
public final class ScriptedSource implements CallSource {
    private final Deque<SourceFailure> failures;
    private int requests;

    public ScriptedSource(SourceFailure... failures) {
        this.failures = new ArrayDeque<>(List.of(failures));
    }

    /** Fails once more. */
    public void fail(SourceFailure failure) {
        failures.add(failure);
    }

    public int requests() {
        return requests;
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return answer(new Page<>(0, List.of(), 0));
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return answer(new Page<>(0, List.of(), 0));
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return answer(new Page<>(0, List.of(), 0));
    }

    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        return answer(new CallBody(Content.of(new byte[0]), ""));
    }

    private synchronized <T> T answer(T answer) {
        requests++;
        SourceFailure failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        return answer;
    }
}
