package dev.callvault.simulator;

import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The generated data: made day by day when it is needed, and kept. Safe for many threads. */
final class GeneratedData {
    /** An error late in a call that starts before midnight belongs to the next day. */
    private static final long SPILL = 86_400;

    private final DayMaker maker;
    private final Map<LocalDate, Day> days = new ConcurrentHashMap<>();

    GeneratedData(SimulatorSettings settings) {
        this.maker = new DayMaker(settings);
    }

    /** Calls with logs that start in the window and were visible at that time, earliest first. */
    List<SimulatedCall> calls(TimeWindow window, Instant now) {
        return within(window, Day::calls, call -> call.summary().startedAt()).stream()
                .filter(it -> it.hasLog() && !it.visibleAt().isAfter(now))
                .toList();
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
        if (!DayMaker.isCounted(id)) {
            return Optional.empty();
        }
        return day(DayMaker.dayOf(id)).calls().stream()
                .filter(it -> it.summary().logId().equals(id))
                .findFirst();
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
