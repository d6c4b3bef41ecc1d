package dev.callvault.config.read;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of value that carry a unit: durations and sizes. */
final class Quantities {
    private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,6}) ?(s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}) ?(KiB|MiB|GiB|)");

    private Quantities() {}

    static ValueType<Duration> duration(String least, String most) {
        Duration low = parsed(least).orElseThrow();
        Duration high = parsed(most).orElseThrow();
        return ValueType.of(
                "a duration from " + least + " to " + most + ", such as 30s, 5m, 1h, 1d or PT5M",
                text -> parsed(text).filter(it -> it.compareTo(low) >= 0 && it.compareTo(high) <= 0));
    }

    /** How long something is kept; empty for ever. */
    @SuppressWarnings("OptionalMapToOptional") // the inner one says that the text means for ever
    static ValueType<Optional<Period>> keep() {
        return ValueType.of(
                "forever, or a period of a day or more such as P90D, P6M or P7Y",
                text -> text.equalsIgnoreCase("forever")
                        ? Optional.of(Optional.empty())
                        : period(text).map(Optional::of));
    }

    private static Optional<Period> period(String text) {
        try {
            Period period = Period.parse(text);
            boolean isForward = period.getYears() >= 0 && period.getMonths() >= 0 && period.getDays() >= 0;
            return Optional.of(period).filter(it -> isForward && !it.isZero() && it.toTotalMonths() < 12_000);
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    static ValueType<Long> bytes(String least, String most) {
        long low = size(least).orElseThrow();
        long high = size(most).orElseThrow();
        return ValueType.of(
                "a size from " + least + " to " + most + ", such as 64MiB, 1GiB or a number of bytes",
                text -> size(text).filter(it -> it >= low && it <= high));
    }

    private static Optional<Duration> parsed(String text) {
        Matcher simple = SIMPLE.matcher(text.toLowerCase(Locale.ROOT));
        try {
            // "5m" is "PT5M"; only days stand before the T.
            return Optional.of(Duration.parse(simple.matches() ? iso(simple.group(1), simple.group(2)) : text));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static String iso(String amount, String unit) {
        return (unit.equals("d") ? "P" : "PT") + amount + unit;
    }

    private static Optional<Long> size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift = switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        // At most 12 digits, so that the shift stays far from overflow.
        return Optional.of(Long.parseLong(matcher.group(1)) << shift);
    }
}
