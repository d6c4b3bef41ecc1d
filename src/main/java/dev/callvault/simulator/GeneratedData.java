package dev.callvault.simulator;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.simulator.Day.CallError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The generated data: made day by day when it is needed, and kept. Safe for many threads. */
final class GeneratedData {
    /** An error late in a call that starts before midnight belongs to the next day. */
    private static final long SPILL = 86_400;

    private static final long MOST_MOVED = 7 * 86_400;

    private final DayMaker maker;
    private final Map<LocalDate, Day> days = new ConcurrentHashMap<>();
    /** Calls that are listed otherwise than they were made, by their log id. */
    private final Map<LogId, UnaryOperator<CallSummary>> changes = new ConcurrentHashMap<>();

    GeneratedData(SimulatorSettings settings) {
        this.maker = new DayMaker(settings);
    }

    /** Calls with logs that start in the window and were visible at that time, earliest first. */
    List<SimulatedCall> calls(TimeWindow window, Instant now) {
        if (changes.isEmpty()) {
            return listed(window, now);
        }
        TimeWindow wide = new TimeWindow(window.from() - MOST_MOVED, window.to() + MOST_MOVED);
        return listed(wide, now).stream()
                .map(this::changed)
                .filter(it -> window.contains(it.summary().startedAt()))
                .sorted(Comparator.comparing(it -> it.summary().startedAt()))
                .toList();
    }

    private List<SimulatedCall> listed(TimeWindow window, Instant now) {
        return within(window, Day::calls, call -> call.summary().startedAt()).stream()
                .filter(it -> it.hasLog() && !it.visibleAt().isAfter(now))
                .toList();
    }

    private SimulatedCall changed(SimulatedCall call) {
        return new SimulatedCall(
                changes.getOrDefault(call.summary().logId(), UnaryOperator.identity())
                        .apply(call.summary()),
                call.visibleAt(),
                call.hasLog());
    }

    /** From now on, lists a call otherwise: with a start moved by up to a week, or with the log id of another call. */
    void change(LogId logId, UnaryOperator<CallSummary> change) {
        changes.put(logId, change);
    }

    List<SimulatedLine> sessions(TimeWindow window, Instant now) {
        return visible(within(window, Day::sessions, SimulatedLine::at), now);
    }

    List<SimulatedLine> errors(TimeWindow window, Instant now) {
        return visible(within(window, Day::errors, SimulatedLine::at), now);
    }

    private static List<SimulatedLine> visible(List<SimulatedLine> lines, Instant now) {
        return lines.stream().filter(it -> !it.visibleAt().isAfter(now)).toList();
    }

    Optional<SimulatedCall> call(LogId id) {
        Optional<SimulatedCall> reused = changes.entrySet().stream()
                .flatMap(it -> made(it.getKey()).stream())
                .map(this::changed)
                .filter(it -> it.summary().logId().equals(id))
                .max(Comparator.comparing(it -> it.summary().startedAt()));
        return reused.isPresent() ? reused : made(id);
    }

    private Optional<SimulatedCall> made(LogId id) {
        if (!DayMaker.isCounted(id)) {
            return Optional.empty();
        }
        return day(DayMaker.dayOf(id)).calls().stream()
                .filter(it -> it.summary().logId().equals(id))
                .findFirst();
    }

    /** The errors of a session, under whatever log id or start its call is listed; its id tells when it began. */
    List<CallError> errorsOf(SessionId session) {
        long ready = Long.parseLong(session.value().substring(session.value().lastIndexOf(';') + 1));
        return date(ready)
                .datesUntil(date(ready + DayMaker.LONGEST_READY).plusDays(1))
                .flatMap(it -> day(it).errorsOfCalls().getOrDefault(session, List.of()).stream())
                .toList();
    }

    private <T> List<T> within(TimeWindow window, Function<Day, List<T>> list, Function<T, Instant> time) {
        List<T> found = new ArrayList<>();
        LocalDate last = date(window.to() - 1);
        for (LocalDate date = date(window.from() - SPILL); !date.isAfter(last); date = date.plusDays(1)) {
            for (T each : list.apply(day(date))) {
                if (window.contains(time.apply(each))) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    private Day day(LocalDate date) {
        return days.computeIfAbsent(date, maker::make);
    }

    private static LocalDate date(long second) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    }
}
