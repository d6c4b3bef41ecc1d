package dev.callvault.source.plum;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.ProviderClock;
import dev.callvault.source.SourceFailure;
import dev.callvault.wire.FailureAnswer;
import dev.callvault.wire.LogAnswer;
import dev.callvault.wire.UnreadableAnswer;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.WireReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The provider's four services over HTTP. Asks once a request, with one exception: a log that is unreadable as JSON is asked
 * for once more as XML, since the provider's trouble with broken text may spare the other format.
 */
public final class PlumSource implements CallSource, ProviderClock, AutoCloseable {
    private static final String LOG_SERVICE = "calls/log";

    private final Exchange exchange;
    private final WireFormat format;
    private final Meaning meaning;

    public PlumSource(PlumSettings settings, InstantSource clock) {
        this.exchange = new Exchange(settings, clock);
        this.format = settings.format();
        this.meaning = new Meaning(clock);
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return list("calls/logs", query, WireReader::calls);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return list("calls/sessions", query, WireReader::sessions);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return list("calls/errors", query, WireReader::errors);
    }

    private <T> Page<T> list(String service, ListQuery query, BiFunction<WireReader, byte[], Page<T>> read) {
        String path = "%s/%d/%d?offset=%d&limit=%d"
                .formatted(service, query.window().from(), query.window().to(), query.offset(), query.limit());
        Answer answer = exchange.get(path, format);
        meaning.checkStatus(service, answer);
        try {
            Page<T> page = read.apply(format.reader(), answer.body());
            meaning.checkOk(service, answer);
            return page;
        } catch (FailureAnswer failure) {
            throw meaning.ofFailure(service, failure, answer);
        } catch (UnreadableAnswer unreadable) {
            throw meaning.ofUnreadable(service, unreadable, answer);
        }
    }

    @Override
    public CallBody fetchLog(LogId logId) {
        try {
            return fetchLog(logId, format);
        } catch (SourceFailure.Unreadable unreadable) {
            if (format == WireFormat.XML) {
                throw unreadable;
            }
            return asXml(logId, unreadable);
        }
    }

    /** What came first is kept when the second try is no better. */
    private CallBody asXml(LogId logId, SourceFailure.Unreadable asJson) {
        try {
            return fetchLog(logId, WireFormat.XML);
        } catch (SourceFailure.Interrupted | SourceFailure.CredentialsRefused | SourceFailure.Throttled stop) {
            throw stop;
        } catch (SourceFailure noBetter) {
            asJson.addSuppressed(noBetter);
            throw asJson;
        }
    }

    private CallBody fetchLog(LogId logId, WireFormat asked) {
        Answer answer = exchange.get(LOG_SERVICE + "/" + logId, asked);
        meaning.checkLogStatus(LOG_SERVICE, answer);
        try {
            LogAnswer log = asked.reader().log(answer.body());
            meaning.checkOk(LOG_SERVICE, answer);
            if (log.log() == null) {
                throw new UnreadableAnswer("the answer holds no log, although it says success", null);
            }
            return new CallBody(log.log(), log.location());
        } catch (FailureAnswer failure) {
            throw meaning.ofLogFailure(LOG_SERVICE, failure, answer);
        } catch (UnreadableAnswer unreadable) {
            throw meaning.ofUnreadable(LOG_SERVICE, unreadable, answer);
        }
    }

    @Override
    public Optional<Duration> skew() {
        return exchange.skew();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
