package dev.callvault.serve.console;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogState;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.status.Activity.LogHour;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Some days of a stream, hour by hour, in local time. The hour that occurs twice in autumn shows the worse of its two states.
 *
 * @param account the account's name
 * @param days newest first
 */
public record CoverageGrid(String account, String stream, List<Day> days) {
    private static final int HOURS = 24;
    private static final Duration HOUR = Duration.ofHours(1);

    /** The state of an hour, from best to worst. */
    public enum State {
        NONE("no calls", ""),
        BEFORE("before the archive began", "–"),
        GONE("no longer available when the archive began", "/"),
        PROVEN("proven complete", ""),
        NO_LOG("the provider has no log", "∅"),
        NOT_YET("not yet: still to come, or not fetched", "…"),
        OPEN("still open: listed again in every run", "·"),
        UNPROVEN("not proven", "?"),
        LOST("lost", "×");

        private final String words;
        private final String mark;

        State(String words, String mark) {
            this.words = words;
            this.mark = mark;
        }

        /** The state in words. */
        public String words() {
            return words;
        }

        /** A character that identifies the state without colour. */
        public String mark() {
            return mark;
        }

        /** The CSS class that colours it. */
        public String style() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A day.
     *
     * @param hours 24 of them, from midnight
     */
    public record Day(LocalDate date, List<State> hours) {
        /** An hour and its state, in words. */
        public String title(int hour) {
            return String.format(
                    Locale.ROOT, "%s %02d:00 – %s", date, hour, hours.get(hour).words());
        }
    }

    /** The calls of an hour; of a repeated hour, those of the first. */
    public String path(Day day, int hour, ZoneId zone) {
        Instant start = day.date().atTime(hour, 0).atZone(zone).toInstant();
        return CallForm.BLANK.withHour(account, start).path();
    }

    /**
     * The data for the grid of a listed stream.
     *
     * @param spans the ledger's, earliest first
     * @param horizon what the provider still had when the account was first archived: from this time on
     * @param openFrom younger time is listed again in every run
     */
    record Listed(List<CoverageSpan> spans, List<TimeWindow> lost, Instant horizon, Instant openFrom, Instant now) {
        State state(TimeWindow time) {
            if (!time.start().isBefore(now)) {
                return State.NOT_YET;
            }
            if (lost.stream().anyMatch(time::overlaps)) {
                return State.LOST;
            }
            if (spans.stream().anyMatch(it -> !it.proven() && it.window().overlaps(time))) {
                return State.UNPROVEN;
            }
            if (time.end().isAfter(openFrom)) {
                return State.OPEN;
            }
            return settled(time);
        }

        private State settled(TimeWindow time) {
            if (!time.end().isAfter(horizon)) {
                return State.BEFORE;
            }
            if (spans.isEmpty() || time.from() >= spans.getLast().window().to()) {
                return State.NOT_YET;
            }
            if (time.to() <= beginning()) {
                return State.GONE;
            }
            return isCovered(time) ? State.PROVEN : State.UNPROVEN;
        }

        /** The beginning of the ledger; nothing is promised about the time before it. */
        private long beginning() {
            return spans.getFirst().window().from();
        }

        private boolean isCovered(TimeWindow hour) {
            long covered = spans.stream()
                    .filter(it -> it.window().overlaps(hour))
                    .mapToLong(it -> Math.min(it.window().to(), hour.to())
                            - Math.max(it.window().from(), hour.from()))
                    .sum();
            return covered >= hour.to() - Math.max(hour.from(), beginning());
        }
    }

    static CoverageGrid of(String account, String stream, Listed listed, TimeWindow window, ZoneId zone) {
        Map<ZonedDateTime, State> states = new HashMap<>();
        hours(window, zone).forEach(hour -> states.put(hour, listed.state(window(hour))));
        return new CoverageGrid(account, stream, days(states));
    }

    /**
     * The grid of the logs: an hour has the state of the worst log of a call that started in it. Where no calls are known, the
     * list of calls says why.
     */
    static CoverageGrid ofLogs(String account, List<LogHour> logs, Listed calls, TimeWindow window, ZoneId zone) {
        Map<Instant, State> worst = new HashMap<>();
        logs.forEach(it -> worst.merge(it.start(), state(it.state()), CoverageGrid::worse));
        Map<ZonedDateTime, State> states = new HashMap<>();
        hours(window, zone)
                .forEach(hour -> states.put(
                        hour, worst.getOrDefault(hour.toInstant(), withoutCalls(calls.state(window(hour))))));
        return new CoverageGrid(account, "logs", days(states));
    }

    private static State withoutCalls(State calls) {
        return switch (calls) {
            case BEFORE, GONE, NOT_YET -> calls;
            default -> State.NONE;
        };
    }

    private static State state(LogState log) {
        return switch (log) {
            case ARCHIVED -> State.PROVEN;
            case PENDING -> State.NOT_YET;
            case UNAVAILABLE -> State.NO_LOG;
            case QUARANTINED -> State.UNPROVEN;
            case LOST -> State.LOST;
        };
    }

    private static State worse(State one, State other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static List<ZonedDateTime> hours(TimeWindow window, ZoneId zone) {
        List<ZonedDateTime> hours = new ArrayList<>();
        Instant end = window.end();
        for (Instant at = window.start(); at.isBefore(end); at = at.plus(HOUR)) {
            hours.add(at.atZone(zone));
        }
        return hours;
    }

    private static TimeWindow window(ZonedDateTime hour) {
        return TimeWindow.between(hour.toInstant(), hour.toInstant().plus(HOUR));
    }

    private static List<Day> days(Map<ZonedDateTime, State> states) {
        Map<LocalDate, Map<Integer, State>> days = new TreeMap<>(Comparator.reverseOrder());
        states.forEach((hour, state) -> days.computeIfAbsent(hour.toLocalDate(), it -> new HashMap<>())
                .merge(hour.getHour(), state, CoverageGrid::worse));
        List<Day> result = new ArrayList<>();
        days.forEach((date, hours) -> {
            List<State> row = new ArrayList<>();
            for (int hour = 0; hour < HOURS; hour++) {
                row.add(hours.getOrDefault(hour, State.NONE));
            }
            result.add(new Day(date, List.copyOf(row)));
        });
        return result;
    }

    /** How many hours are in each state, for people who cannot see the grid; states that do not occur are left out. */
    public Map<State, Long> counts() {
        return days.stream()
                .flatMap(it -> it.hours().stream())
                .filter(it -> it != State.NONE)
                .collect(Collectors.groupingBy(it -> it, () -> new EnumMap<>(State.class), Collectors.counting()));
    }
}
