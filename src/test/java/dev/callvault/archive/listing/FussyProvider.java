package dev.callvault.archive.listing;

import dev.callvault.archive.bodies.ListedCalls;
import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.call.UnreadRow;
import dev.callvault.content.Content;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** An in-memory provider whose records start at given seconds, and that may refuse a request because of its content. */
final class FussyProvider implements CallSource {
    private static final DateTimeFormatter WALL_CLOCK =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ROOT).withZone(ZoneId.of("America/New_York"));

    /** The seconds in which records start, and whether each can be read. */
    private final TreeMap<Long, Boolean> records = new TreeMap<>();

    final List<ListQuery> questions = new ArrayList<>();
    final List<ListQuery> unserved = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    int mostRows = ListQuery.MAX;

    /** Throws if it does not serve a request. */
    interface Fault {
        void check(ListQuery query);
    }

    FussyProvider with(long second) {
        records.put(second, true);
        return this;
    }

    FussyProvider without(long second) {
        records.remove(second);
        return this;
    }

    FussyProvider withUnreadable(long second) {
        records.put(second, false);
        return this;
    }

    FussyProvider every(long seconds, TimeWindow window) {
        for (long second = window.from(); second < window.to(); second += seconds) {
            with(second);
        }
        return this;
    }

    FussyProvider failing(Fault fault) {
        faults.add(fault);
        return this;
    }

    void healed() {
        faults.clear();
    }

    FussyProvider refusingWiderThan(long seconds) {
        return failing(query -> {
            if (query.window().seconds() > seconds) {
                throw new SourceFailure.Refused("the range is too long");
            }
        });
    }

    FussyProvider refusingBefore(long second) {
        return failing(query -> {
            if (query.window().from() < second) {
                throw new SourceFailure.Refused("the start is too old");
            }
        });
    }

    FussyProvider poisonedAt(long second) {
        return failing(query -> {
            if (query.window().from() <= second && second < query.window().to()) {
                throw new SourceFailure.ServerTrouble("HTTP 500");
            }
        });
    }

    FussyProvider down() {
        return failing(query -> {
            throw new SourceFailure.Unreachable("connection refused", null);
        });
    }

    int size() {
        return records.size();
    }

    /** The requests since the last call of this method. */
    List<ListQuery> takeQuestions() {
        List<ListQuery> taken = List.copyOf(questions);
        questions.clear();
        unserved.clear();
        return taken;
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return page(query, FussyProvider::call);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return page(query, second -> line("inbound", second, second + " " + (second + 30) + " 0:00:30"));
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return page(query, second -> line("error", second, "error.badfetch: menu"));
    }

    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        return new CallBody(Content.of(new byte[] {'x'}), "Boston");
    }

    static CallSummary call(long second) {
        return new CallSummary(
                new LogId(second),
                new SessionId("400050;000;" + (second - 10)),
                "inbound",
                "6177123000",
                "2125551234",
                Instant.ofEpochSecond(second),
                Instant.ofEpochSecond(second + 30));
    }

    private static RawLine line(String kind, long second, String rest) {
        return RawLine.received(kind + " 2125551234 0 [" + WALL_CLOCK.format(Instant.ofEpochSecond(second))
                + " -0500] 6177123000 400050;000;" + (second - 10) + " " + rest);
    }

    private synchronized <T> Page<T> page(ListQuery query, LongFunction<T> row) {
        questions.add(query);
        try {
            faults.forEach(it -> it.check(query));
        } catch (SourceFailure failure) {
            unserved.add(query);
            throw failure;
        }
        List<Long> found = new ArrayList<>(
                records.subMap(query.window().from(), query.window().to()).keySet());
        int from = (int) Math.min(found.size(), query.offset());
        int to = Math.min(found.size(), from + Math.min(mostRows, query.limit()));
        List<T> rows = new ArrayList<>();
        List<UnreadRow> unread = new ArrayList<>();
        for (long second : found.subList(from, to)) {
            if (Boolean.TRUE.equals(records.get(second))) {
                rows.add(row.apply(second));
            } else {
                unread.add(new UnreadRow(
                        "{\"log_id\":null,\"start\":" + second + "}", "log_id is null", OptionalLong.of(second)));
            }
        }
        return new Page<>(found.size(), rows, unread);
    }

    /** A source of calls only, stored as they arrive. */
    StreamSource<CallSummary> streamSource() {
        return new StreamSource<>(
                LogStream.CALLS,
                this::listCalls,
                CallSummary::logId,
                false,
                ListedCalls::starts,
                dev.callvault.store.listing.Rows.Calls::new,
                rows -> List.of());
    }
}
