package dev.callvault.serve.console;

import dev.callvault.call.TimeWindow;
import dev.callvault.serve.console.CoverageGrid.State;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A stream's last year, day by day, in local time.
 *
 * @param months newest first
 */
public record CoverageYear(String stream, List<Month> months) {
    static final int MONTHS = 13;

    /**
     * A month, day by day.
     *
     * @param days those of the month that are not in the future, in order
     */
    public record Month(YearMonth month, List<Day> days) {}

    /** A day and the worst state of its hours. */
    public record Day(LocalDate date, State state) {
        public String title() {
            return String.format(Locale.ROOT, "%s – %s", date, state.words());
        }
    }

    static CoverageYear of(String stream, CoverageGrid.Listed listed, LocalDate today, ZoneId zone) {
        List<Month> months = Stream.iterate(YearMonth.from(today), it -> it.minusMonths(1))
                .limit(MONTHS)
                .map(month -> new Month(month, days(month, listed, today, zone)))
                .toList();
        return new CoverageYear(stream, months);
    }

    private static List<Day> days(YearMonth month, CoverageGrid.Listed listed, LocalDate today, ZoneId zone) {
        return IntStream.rangeClosed(1, month.lengthOfMonth())
                .mapToObj(month::atDay)
                .filter(day -> !day.isAfter(today))
                .map(day -> new Day(day, listed.state(window(day, zone))))
                .toList();
    }

    static TimeWindow window(LocalDate day, ZoneId zone) {
        return TimeWindow.between(
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
