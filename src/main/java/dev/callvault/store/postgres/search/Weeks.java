package dev.callvault.store.postgres.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The stretches of time by which logs are indexed: one week each, the last of a month longer, so that none crosses a
 * month.
 */
final class Weeks {
    private static final List<Integer> FIRST_DAYS = List.of(1, 8, 15, 22);

    private Weeks() {}

    /**
     * A stretch of days, in UTC.
     *
     * @param end the day after the last
     */
    record Week(LocalDate start, LocalDate end) {
        Instant startsAt() {
            return start.atStartOfDay().toInstant(ZoneOffset.UTC);
        }

        Instant endsAt() {
            return end.atStartOfDay().toInstant(ZoneOffset.UTC);
        }

        /** The partition that holds the week's logs. */
        String partition() {
            return String.format(Locale.ROOT, "call_logs_%04d_%02d", start.getYear(), start.getMonthValue());
        }

        String index() {
            return String.format(Locale.ROOT, "%s_text_%02d", partition(), start.getDayOfMonth());
        }
    }

    static List<Week> of(YearMonth month) {
        return IntStream.range(0, FIRST_DAYS.size())
                .mapToObj(i -> new Week(month.atDay(FIRST_DAYS.get(i)), end(month, i)))
                .toList();
    }

    private static LocalDate end(YearMonth month, int week) {
        return week + 1 < FIRST_DAYS.size()
                ? month.atDay(FIRST_DAYS.get(week + 1))
                : month.plusMonths(1).atDay(1);
    }
}
