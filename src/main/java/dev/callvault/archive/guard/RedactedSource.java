package dev.callvault.archive.guard;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.refine.Redactor;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The provider as the archive sees it: everything is redacted on arrival, so nothing downstream can store it, hash it
 * or compare rows by it. Failure messages are redacted, too, since they can quote the provider.
 */
public final class RedactedSource implements CallSource {
    private final CallSource source;
    private final Redactor redactor;

    public RedactedSource(CallSource source, Redactor redactor) {
        this.source = source;
        this.redactor = redactor;
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return redacted(ask(() -> source.listCalls(query)), redactor::call);
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query, MemoryBudget.Reservation memory) {
        return redacted(ask(() -> source.listCalls(query, memory)), redactor::call);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return redacted(ask(() -> source.listSessions(query)), redactor::line);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query, MemoryBudget.Reservation memory) {
        return redacted(ask(() -> source.listSessions(query, memory)), redactor::line);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return redacted(ask(() -> source.listErrors(query)), redactor::line);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query, MemoryBudget.Reservation memory) {
        return redacted(ask(() -> source.listErrors(query, memory)), redactor::line);
    }

    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        return redactor.body(ask(() -> source.fetchLog(logId, memory)));
    }

    private <T> Page<T> redacted(Page<T> page, UnaryOperator<T> redact) {
        return new Page<>(
                page.total(),
                page.rows().stream().map(redact).toList(),
                page.unread().stream().map(it -> it.kept(redactor::text)).toList());
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (SourceFailure failure) {
            String message = String.valueOf(failure.getMessage());
            String redacted = redactor.text(message);
            throw redacted.equals(message) ? failure : failure.saying(redacted);
        }
    }
}
