package dev.callvault.call;

import java.util.Locale;

/** A number of things, such as {@code 1 row} or {@code 2 rows}: the one place that knows how a plural is made. */
public record Counted(long number, String one, String many) {
    /** A whole number with its thousands separated, such as {@code 12,345}. */
    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things in words; {@code noun} is the singular of a regular plural. */
    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    /** The same with words that have a plural of their own. */
    public static String of(long number, String one, String many) {
        return new Counted(number, one, many).toString();
    }

    @Override
    public String toString() {
        return of(number) + " " + (number == 1 ? one : many);
    }
}
