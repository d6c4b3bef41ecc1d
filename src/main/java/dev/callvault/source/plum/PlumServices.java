package dev.callvault.source.plum;

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
import dev.callvault.source.SourceFailure;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.answer.FailureAnswer;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.UnreadableAnswer;
import dev.callvault.wire.answer.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The four services in one format: request, check the status, parse. */
final class PlumServices implements CallSource {
    private static final int MAX_BLANK = 200;

    private final ServiceUrls urls;
    private final Exchange exchange;
    private final ResponseCheck verdict;
    private final WireFormat format;

    PlumServices(ServiceUrls urls, Exchange exchange, ResponseCheck verdict, WireFormat format) {
        this.urls = urls;
        this.exchange = exchange;
        this.verdict = verdict;
        this.format = format;
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return listCalls(query, MemoryBudget.unlimited().reserve());
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query, MemoryBudget.Reservation memory) {
        return list(CallService.LOGS, query, memory, WireReader::calls);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return listSessions(query, MemoryBudget.unlimited().reserve());
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query, MemoryBudget.Reservation memory) {
        return list(CallService.SESSIONS, query, memory, WireReader::sessions);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return listErrors(query, MemoryBudget.unlimited().reserve());
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query, MemoryBudget.Reservation memory) {
        return list(CallService.ERRORS, query, memory, WireReader::errors);
    }

    /** Takes the bytes as received, unless they are text in the declared charset only; see {@link Answer#log()}. */
    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        try {
            return readLog(exchange.get(CallService.LOG, urls.log(logId), format, memory));
        } catch (SourceFailure failure) {
            memory.close(); // before anybody waits to ask again
            throw failure;
        }
    }

    private CallBody readLog(Answer answer) {
        verdict.check(CallService.LOG, answer);
        if (isBlank(answer.body())) {
            throw SourceFailure.Unreadable.empty("calls/log returned an empty response", answer.body());
        }
        LogAnswer log = read(CallService.LOG, answer, reader -> reader.log(answer.log()));
        if (log.log() == null) {
            throw SourceFailure.Unreadable.empty("calls/log reported success but returned no log", answer.body());
        }
        // "log":"" means that the log is empty; an empty element may also mean that there is none
        if (answer.format() == WireFormat.XML && isBlank(log.log())) {
            throw SourceFailure.Unreadable.empty(
                    "calls/log reported success but returned an empty log in XML", answer.body());
        }
        return new CallBody(log.log(), log.location());
    }

    private static boolean isBlank(Content content) {
        return content.length() <= MAX_BLANK && new String(content.bytes(), StandardCharsets.ISO_8859_1).isBlank();
    }

    private <T> Page<T> list(
            CallService service, ListQuery query, MemoryBudget.Reservation memory, Listing<T> listing) {
        try {
            Answer answer = exchange.get(service, urls.list(service, query), format, memory);
            verdict.check(service, answer);
            return read(
                    service,
                    answer,
                    reader -> listing.read(reader, answer.utf8().bytes()));
        } catch (SourceFailure failure) {
            memory.close(); // before anybody waits to ask again
            throw failure;
        }
    }

    private static <T> T read(CallService service, Answer answer, Function<WireReader, T> reading) {
        try {
            return reading.apply(answer.format().reader());
        } catch (FailureAnswer failure) {
            throw ResponseCheck.refusal(service, failure);
        } catch (UnreadableAnswer unreadable) {
            throw new SourceFailure.Unreadable(
                    service + " returned a response that cannot be read: " + unreadable.getMessage(),
                    answer.body(),
                    unreadable);
        }
    }

    /** One of the reader's list methods. */
    private interface Listing<T> {
        Page<T> read(WireReader reader, byte[] body);
    }
}
