package dev.callvault.archive;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.ProviderClock;
import dev.callvault.source.RequestCount;
import dev.callvault.source.SourceFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/**
 * An in-memory provider of one account that does what a test says: its records, its clock, and what it returns instead
 * of a response.
 */
public final class SmallProvider implements CallSource, ProviderClock, RequestCount {
    private static final DateTimeFormatter WALL_CLOCK =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneId.of("America/New_York"));

    public final Map<LogId, CallSummary> calls = new TreeMap<>();
    public final List<Line> sessions = new ArrayList<>();
    public final List<Line> errors = new ArrayList<>();
    public final Map<LogId, String> logs = new ConcurrentSkipListMap<>();
    /** Every request, in order. */
    public final List<Asked> asked = new CopyOnWriteArrayList<>();

    public Trouble trouble = request -> Optional.empty();
    /** By how much its totals are wrong. */
    public ToLongFunction<Asked> wrongBy = request -> 0;

    public Optional<Duration> skew = Optional.empty();

    /** A line, and the time that the provider filters by. */
    public record Line(long at, String text) {}

    /** A request, of a list or of a log. */
    public record Asked(CallService service, Optional<ListQuery> list, Optional<LogId> log) {
        public boolean isAbout(long second) {
            return list.filter(it -> it.window().contains(Instant.ofEpochSecond(second)))
                    .isPresent();
        }

        public long seconds() {
            return list.map(it -> it.window().seconds()).orElse(0L);
        }
    }

    /** Which requests fail, and how. */
    public interface Trouble {
        Optional<SourceFailure> with(Asked request);
    }

    /** The same trouble with every request of a service. */
    public void refuse(CallService service, SourceFailure failure) {
        trouble = request -> request.service() == service ? Optional.of(failure) : Optional.empty();
    }

    /** A call of a minute, with a log. */
    public CallSummary call(long id, long startedAt) {
        CallSummary call = new CallSummary(
                new LogId(id),
                new SessionId("100001;000;" + (startedAt - 9)),
                "inbound",
                "8005550142",
                "6175550199",
                Instant.ofEpochSecond(startedAt),
                Instant.ofEpochSecond(startedAt + 60));
        calls.put(call.logId(), call);
        logs.put(call.logId(), "log of call " + id);
        return call;
    }

    public void session(String caller, long startedAt) {
        sessions.add(new Line(
                startedAt,
                "inbound " + caller + " 000 [" + wallClock(startedAt) + "] 8005550142 100001;000;" + (startedAt - 9)
                        + " " + startedAt + " " + (startedAt + 60) + " 00:01:00"));
    }

    public void error(String message, long at) {
        errors.add(new Line(
                at, "error 6175550199 000 [" + wallClock(at) + "] 8005550142 100001;000;" + (at - 99) + " " + message));
    }

    private static String wallClock(long second) {
        return WALL_CLOCK.format(Instant.ofEpochSecond(second));
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        Asked request = new Asked(CallService.LOGS, Optional.of(query), Optional.empty());
        return answer(
                request,
                calls.values().stream()
                        .filter(it -> query.window().contains(it.startedAt()))
                        .toList());
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return lines(CallService.SESSIONS, query, sessions);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return lines(CallService.ERRORS, query, errors);
    }

    private Page<RawLine> lines(CallService service, ListQuery query, List<Line> lines) {
        return answer(
                new Asked(service, Optional.of(query), Optional.empty()),
                lines.stream()
                        .filter(it -> query.window().contains(Instant.ofEpochSecond(it.at())))
                        .map(it -> new RawLine(it.text(), false))
                        .toList());
    }

    private <T> Page<T> answer(Asked request, List<T> found) {
        ask(request);
        ListQuery query = request.list().orElseThrow();
        int from = (int) Math.min(found.size(), query.offset());
        return new Page<>(
                found.size() + wrongBy.applyAsLong(request),
                found.subList(from, Math.min(found.size(), from + query.limit())),
                0);
    }

    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        ask(new Asked(CallService.LOG, Optional.empty(), Optional.of(logId)));
        String log = logs.get(logId);
        if (log == null) {
            throw new SourceFailure.NotThere("there is no log " + logId);
        }
        return new CallBody(Content.of(log.getBytes(StandardCharsets.UTF_8)), "Boston");
    }

    private void ask(Asked request) {
        asked.add(request);
        trouble.with(request).ifPresent(it -> {
            throw it;
        });
    }

    /** The requested windows of a list, in order. */
    public List<TimeWindow> windows(CallService service) {
        return asked.stream()
                .filter(it -> it.service() == service)
                .flatMap(it -> it.list().stream())
                .map(ListQuery::window)
                .toList();
    }

    @Override
    public long requests(CallService service) {
        return asked.stream().filter(it -> it.service() == service).count();
    }

    @Override
    public Optional<Duration> skew() {
        return skew;
    }
}
