package dev.callvault.call;

import java.util.Locale;

/** A number of things in words: the one place that knows how a plural is made. */
public final class Counted {
    private Counted() {}

    /** A whole number with its thousands separated, such as {@code 12,345}. */
    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things, such as {@code 1 row} or {@code 2 rows}; {@code noun} is the singular of a regular plural. */
    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    /** The same with words that have a plural of their own. */
    public static String of(long number, String one, String many) {
        return of(number) + " " + (number == 1 ? one : many);
    }
}
