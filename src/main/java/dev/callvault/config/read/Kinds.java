package dev.callvault.config.read;

import dev.callvault.config.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The plain kinds of value. Numbers are digits only: no signs, exponents, grouping or other scripts' digits. */
final class Kinds {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

    private Kinds() {}

    static ValueType<Integer> wholeNumber(int least, int most) {
        return ValueType.of(
                "a whole number from " + least + " to " + most,
                text -> matching(WHOLE, text).map(Integer::valueOf).filter(it -> it >= least && it <= most));
    }

    /** 0 for no limit, or a rate in the range. */
    static ValueType<Double> rate(double least, double most) {
        return ValueType.of(
                String.format(Locale.ROOT, "0 (unlimited) or a number from %s to %.0f, such as 2 or 0.5", least, most),
                text -> matching(DECIMAL, text)
                        .map(Double::valueOf)
                        .filter(it -> it == 0 || (it >= least && it <= most)));
    }

    static ValueType<Boolean> flag() {
        return ValueType.of("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        E[] all = type.getEnumConstants();
        String words =
                Arrays.stream(all).map(it -> it.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
        return ValueType.of(
                "one of " + words,
                text -> Arrays.stream(all)
                        .filter(it -> it.name().equalsIgnoreCase(text))
                        .findFirst());
    }

    static ValueType<ZoneId> zone() {
        return ValueType.of("a time zone such as America/New_York or UTC", text -> {
            try {
                return Optional.of(region(ZoneId.of(text)));
            } catch (DateTimeException unknown) {
                return Optional.empty();
            }
        });
    }

    /**
     * PostgreSQL reads UTC+5 as five hours behind UTC, and Java as five hours ahead; names of regions mean the same to both.
     */
    private static ZoneId region(ZoneId zone) throws InvalidValue {
        boolean isOffset = !zone.getId().equals("Z")
                && (zone instanceof ZoneOffset || zone.getId().matches("(UTC|GMT|UT)[+-].*"));
        if (!isOffset) {
            return zone;
        }
        int seconds = zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds();
        int hours = seconds / 3600;
        boolean hasName = hours != 0 && seconds % 3600 == 0 && hours >= -12 && hours <= 14;
        throw new InvalidValue('"' + zone.getId()
                + "\" is an offset, which databases read with the opposite sign; write a region such as America/New_York"
                + (hasName ? ", or " + fixed(hours) : ""));
    }

    /** The sign of these names is the opposite of what people write. */
    private static String fixed(int hours) {
        return "Etc/GMT" + (hours > 0 ? "-" : "+") + Math.abs(hours) + " for a fixed offset";
    }

    static ValueType<String> country() {
        Set<String> countries = Set.of(Locale.getISOCountries());
        return ValueType.of(
                "a country of two letters such as US or GB",
                text -> Optional.of(text.toUpperCase(Locale.ROOT)).filter(countries::contains));
    }

    static ValueType<Path> path() {
        return ValueType.of("a path", text -> {
            try {
                return Optional.of(Path.of(text));
            } catch (InvalidPathException odd) {
                return Optional.empty();
            }
        });
    }

    /** Any text, for what says itself what it allows. */
    static ValueType<String> text() {
        return ValueType.of("text", text -> Optional.of(text).filter(it -> !it.isEmpty()));
    }

    /** A name that stands in tables and logs. */
    static ValueType<String> name() {
        return ValueType.of(
                "a name of 1 to 100 letters, digits, dots, hyphens, underscores, @ or spaces",
                text -> matching(Pattern.compile("[\\p{L}\\p{N}._@ -]{1,100}"), text));
    }

    /** What people call something. */
    static ValueType<String> label() {
        return ValueType.of(
                "a text of 1 to 100 characters without control characters",
                text -> matching(Pattern.compile("\\P{Cntrl}{1,100}"), text));
    }

    /** A login; HTTP Basic cannot carry a colon in it. */
    static ValueType<String> login() {
        return ValueType.of("a login name without a colon", text -> matching(Pattern.compile("[^:\\p{Cntrl}]+"), text));
    }

    static ValueType<Secret> password() {
        return new ValueType<>(
                "a password without control characters",
                true,
                text -> matching(Pattern.compile("\\P{Cntrl}+"), text).map(Secret::new));
    }

    /** What {@code callvault hash-password} prints. */
    static ValueType<Secret> passwordHash() {
        return new ValueType<>(
                "a hash printed by 'callvault hash-password'",
                true,
                text -> matching(
                                Pattern.compile("pbkdf2-sha256:[0-9]{5,8}:[A-Za-z0-9_-]{16,}:[A-Za-z0-9_-]{43}"),
                                text.strip())
                        .map(Secret::new));
    }

    /** Names of accounts, separated by commas; an asterisk stands for all. */
    static ValueType<List<String>> names() {
        return ValueType.of("a list of account names separated by commas, or \"*\" for all", text -> {
            List<String> names =
                    Arrays.stream(text.split(",", -1)).map(String::strip).toList();
            ValueType<String> name = name();
            for (String each : names) {
                if (!each.equals("*") && name.reading().read(each).isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.of(names);
        });
    }

    private static Optional<String> matching(Pattern pattern, String text) {
        return Optional.of(text).filter(it -> pattern.matcher(it).matches());
    }
}
