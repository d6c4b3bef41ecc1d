package dev.callvault.store.forget;

import java.time.Period;
import java.util.Optional;

/**
 * How long records are kept; empty means for ever.
 *
 * @param period normalized, so that a year equals twelve months
 */
public record KeepPeriod(Optional<Period> period) {
    public static final KeepPeriod FOREVER = new KeepPeriod(Optional.empty());

    private static final String FOREVER_TEXT = "forever";
    private static final double DAYS_A_MONTH = 30.436875;
    /** How far a number of months can be from their average length: from March to August, or over a February. */
    private static final int UNEVEN_DAYS = 3;

    public KeepPeriod {
        period = period.map(Period::normalized);
    }

    /** Parses the result of {@link #text()}. */
    public static KeepPeriod parse(String text) {
        return text.equals(FOREVER_TEXT) ? FOREVER : new KeepPeriod(Optional.of(Period.parse(text)));
    }

    /** The configured form: {@code P90D}, or {@code forever}. */
    public String text() {
        return period.map(Period::toString).orElse(FOREVER_TEXT);
    }

    /**
     * Whether this period deletes nothing that the other keeps, at any time of the year. Months vary in length: either
     * of three months and 90 days can be the shorter.
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

    @SuppressWarnings("JavaPeriodGetDays") // months are added separately
    private static long days(Period period) {
        return period.getDays();
    }

    private static long months(Period period) {
        return period.toTotalMonths();
    }
}
