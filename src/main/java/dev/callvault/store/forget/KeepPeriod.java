package dev.callvault.store.forget;

import java.time.Period;
import java.util.Optional;

/**
 * How long records are kept; empty for ever.
 *
 * @param period normalized, so that a year and twelve months are the same
 */
public record KeepPeriod(Optional<Period> period) {
    public static final KeepPeriod FOREVER = new KeepPeriod(Optional.empty());

    private static final String FOREVER_TEXT = "forever";
    private static final double DAYS_A_MONTH = 30.436875;
    /** So far can some months be from their average: from March to August, or over a February. */
    private static final int UNEVEN_DAYS = 3;

    public KeepPeriod {
        period = period.map(Period::normalized);
    }

    /** Reads what {@link #text()} wrote. */
    public static KeepPeriod parse(String text) {
        return text.equals(FOREVER_TEXT) ? FOREVER : new KeepPeriod(Optional.of(Period.parse(text)));
    }

    /** As it is configured: {@code P90D}, or {@code forever}. */
    public String text() {
        return period.map(Period::toString).orElse(FOREVER_TEXT);
    }

    /**
     * Whether nothing that the other one keeps is deleted by this one, at whatever time of the year. Months are uneven: of
     * three months and 90 days each is now and then the shorter.
     */
    public boolean keepsAllOf(KeepPeriod other) {
        if (equals(other) || period.isEmpty()) {
            return true;
        }
        return other.period.map(it -> shortest(period.get()) >= longest(it)).orElse(false);
    }

    private static long shortest(Period period) {
        return days(period) + (months(period) == 0 ? 0 : (long) Math.floor(average(period)) - UNEVEN_DAYS);
    }

    private static long longest(Period period) {
        return days(period) + (months(period) == 0 ? 0 : (long) Math.ceil(average(period)) + UNEVEN_DAYS);
    }

    private static double average(Period period) {
        return months(period) * DAYS_A_MONTH;
    }

    @SuppressWarnings("JavaPeriodGetDays") // the months are added by themselves
    private static long days(Period period) {
        return period.getDays();
    }

    private static long months(Period period) {
        return period.toTotalMonths();
    }
}
