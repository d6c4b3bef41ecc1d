package dev.callvault.simulator;

import dev.callvault.call.CallSummary;
import dev.callvault.wire.ListParameters;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.answer.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** Answers the three list services from the world. */
final class Lists {
    private static final Duration CALLS_RETAINED = Duration.ofDays(5);
    private static final Duration LOGS_OUTLIVE = Duration.ofMinutes(10);
    private static final Duration LINES_RETAINED = Duration.ofDays(365);

    private final SimulatorSettings settings;
    private final GeneratedData world;
    private final LineText text;
    private final Faults faults;
    private final SplittableRandom shuffle;

    Lists(SimulatorSettings settings, GeneratedData world, LineText text, Faults faults) {
        this.settings = settings;
        this.world = world;
        this.text = text;
        this.faults = faults;
        this.shuffle = new SplittableRandom(settings.seed());
    }

    static boolean isRetained(CallSummary call, Instant now) {
        return !call.startedAt().isBefore(now.minus(CALLS_RETAINED));
    }

    /**
     * A log outlives its place in the list by a while, or a first archive would now and then lose the call that expires
     * while it is at work.
     */
    static boolean isLogRetained(CallSummary call, Instant now) {
        return isRetained(call, now.minus(LOGS_OUTLIVE));
    }

    byte[] answer(String service, ListParameters query, WireFormat format, Instant now) throws IOException {
        if (query.window().from() < now.minus(LINES_RETAINED).getEpochSecond()) {
            throw new ListParameters.Refused("The start_timestamp must be within the last year");
        }
        Asked asked = Asked.of(service, query.window());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WireWriter writer = format.writer();
        switch (service) {
            case "calls/logs" -> calls(asked, query, writer, out, now);
            case "calls/sessions" -> {
                List<String> lines = lines(world.sessions(query.window(), now), query, now, asked);
                writer.sessions(out, total(asked, lines), page(asked, query, lines));
            }
            default -> {
                List<String> lines = lines(world.errors(query.window(), now), query, now, asked);
                writer.errors(out, total(asked, lines), page(asked, query, lines));
            }
        }
        return out.toByteArray();
    }

    private void calls(Asked asked, ListParameters query, WireWriter writer, ByteArrayOutputStream out, Instant now)
            throws IOException {
        if (settings.refusesOldStarts()
                && query.window().from() < now.minus(CALLS_RETAINED).getEpochSecond()) {
            throw new ListParameters.Refused("The start_timestamp must be within the last 5 days");
        }
        List<CallSummary> calls = new ArrayList<>(world.calls(query.window(), now).stream()
                .map(SimulatedCall::summary)
                .filter(it -> isRetained(it, now))
                .filter(it -> query.number().map(it.dest()::equals).orElse(true))
                .toList());
        withoutNewest(asked, calls);
        Collections.reverse(calls);
        writer.calls(out, total(asked, calls), page(asked, query, calls));
    }

    private List<String> lines(List<SimulatedLine> found, ListParameters query, Instant now, Asked asked) {
        boolean isOffsetOfNow = faults.strikes(Fault.OFFSET_OF_NOW, asked);
        List<String> lines = new ArrayList<>();
        for (SimulatedLine line : found) {
            boolean isRetained = !line.at().isBefore(now.minus(LINES_RETAINED));
            boolean isWanted = query.number()
                    .map(it -> line.afterBracket().startsWith(" " + it + " "))
                    .orElse(true);
            if (isRetained && isWanted) {
                lines.add(text.of(line, isOffsetOfNow ? now : line.wallClock()));
            }
        }
        withoutNewest(asked, lines);
        return lines;
    }

    private void withoutNewest(Asked asked, List<?> rows) {
        faults.strike(Fault.NEWEST_MISSING, asked)
                .ifPresent(missing -> rows.subList((int) Math.max(0, rows.size() - missing), rows.size())
                        .clear());
    }

    private long total(Asked asked, List<?> rows) {
        return Math.max(0, rows.size() + faults.strike(Fault.WRONG_TOTAL, asked).orElse(0));
    }

    private <T> Iterator<T> page(Asked asked, ListParameters query, List<T> rows) {
        List<T> ordered = rows;
        if (faults.strikes(Fault.SHUFFLED, asked)) {
            ordered = shuffled(rows);
        }
        long cap = faults.strike(Fault.PAGE_CAP, asked).orElse(Long.MAX_VALUE);
        int from = Math.min(query.offset(), ordered.size());
        int to = (int) Math.min(ordered.size(), from + Math.min(query.limit(), cap));
        return ordered.subList(from, to).iterator();
    }

    private synchronized <T> List<T> shuffled(List<T> rows) {
        List<T> mixed = new ArrayList<>(rows);
        for (int i = mixed.size(); i > 1; i--) {
            Collections.swap(mixed, i - 1, shuffle.nextInt(i));
        }
        return mixed;
    }
}
