package dev.callvault.archive.bodies;

import dev.callvault.archive.listing.Inquiry;
import dev.callvault.archive.listing.Lister;
import dev.callvault.archive.listing.Remembered;
import dev.callvault.archive.listing.StreamSource;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A provider's list of calls in memory, with ways to be difficult; and what a lister makes of it. */
public final class ListedCalls implements Lister.ListingSink<CallSummary> {
    private final Random random = new Random(1);
    private final List<CallSummary> calls = new ArrayList<>();
    public final Map<TimeWindow, Boolean> proven = new HashMap<>();
    public final Map<TimeWindow, Doubt> doubts = new HashMap<>();
    public final List<TimeWindow> left = new ArrayList<>();
    public final List<TimeWindow> known = new ArrayList<>();
    public final Remembered memory = new Remembered();
    /** Days after the windows of these tests: none of them begins at the edge of the retention. */
    public Instant now = Instant.EPOCH;

    /** Another provider to ask. */
    public Function<ListQuery, Page<CallSummary>> other = this::answer;

    public final Map<Long, CallSummary> kept = new HashMap<>();
    public int requests;
    public int cap = ListQuery.MAX;
    public boolean isShuffled;
    public boolean isNewestFirst;
    public long totalIsOffBy;
    public boolean totalIsOfThePage;

    public ListedCalls with(int count, long firstSecond, long secondsApart) {
        for (int i = 0; i < count; i++) {
            add(firstSecond + i * secondsApart);
        }
        return this;
    }

    void add(long second) {
        calls.add(new CallSummary(
                new LogId(calls.size()), new SessionId(""), "inbound", "", "", Instant.ofEpochSecond(second), null));
    }

    int size() {
        return calls.size();
    }

    public StreamSource<CallSummary> streamSource() {
        return new StreamSource<>(
                LogStream.CALLS,
                query -> other.apply(query),
                CallSummary::logId,
                false,
                ListedCalls::starts,
                Rows.Calls::new,
                rows -> List.of());
    }

    /** When these calls began, in their order. */
    public static List<@Nullable Instant> starts(List<CallSummary> calls) {
        return calls.stream().<@Nullable Instant>map(CallSummary::startedAt).toList();
    }

    private Page<CallSummary> answer(ListQuery query) {
        requests++;
        List<CallSummary> found = new ArrayList<>(calls.stream()
                .filter(it -> query.window().contains(it.startedAt()))
                .toList());
        if (isShuffled) {
            Collections.shuffle(found, random);
        } else if (isNewestFirst) {
            Collections.reverse(found);
        }
        int from = (int) Math.min(found.size(), query.offset());
        int to = Math.min(found.size(), from + Math.min(cap, query.limit()));
        long total = totalIsOfThePage ? to - from : found.size();
        return new Page<>(total + totalIsOffBy, found.subList(from, to), 0);
    }

    public void list(TimeWindow window) {
        list(List.of(window));
    }

    public void list(List<TimeWindow> windows) {
        new Lister<>(inquiry(), this).list(windows);
    }

    private Inquiry<CallSummary> inquiry() {
        return new Inquiry<>(streamSource(), question -> memory, now);
    }

    @Override
    public void proven(TimeWindow window, List<CallSummary> rows) {
        proven.put(window, true);
        keep(rows);
    }

    @Override
    public void unproven(TimeWindow window, List<CallSummary> rows, long total, Doubt doubt) {
        proven.put(window, false);
        doubts.put(window, doubt);
        keep(rows);
    }

    @Override
    public void left(TimeWindow window) {
        left.add(window);
    }

    @Override
    public void keep(List<CallSummary> rows) {
        rows.forEach(it -> kept.put(it.logId().value(), it));
    }

    @Override
    public boolean isKnownUnproven(TimeWindow window) {
        return known.stream().anyMatch(window::overlaps);
    }

    /** Seconds of the windows with this verdict. */
    public long seconds(boolean verdict) {
        return proven.entrySet().stream()
                .filter(it -> it.getValue() == verdict)
                .mapToLong(it -> it.getKey().seconds())
                .sum();
    }
}
