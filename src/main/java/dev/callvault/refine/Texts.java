package dev.callvault.refine;

import java.util.Optional;

/** Cutting of text at single spaces, without regular expressions: lines can be long. */
final class Texts {
    private Texts() {}

    static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(it -> it >= '0' && it <= '9');
    }

    /** A number of up to nine digits. */
    static Optional<Integer> number(String text) {
        return isDigits(text) && text.length() < 10 ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** The two parts of a text that was cut at a space, which belongs to neither. */
    record Pair(String first, String rest) {}

    /** What stands before the first space, and what stands behind it; the second part is empty when there is none. */
    static Pair atFirstSpace(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? new Pair(text, "") : new Pair(text.substring(0, space), text.substring(space + 1));
    }

    /** What stands before the last space, and what stands behind it; the first part is empty when there is none. */
    static Pair atLastSpace(String text) {
        int space = text.lastIndexOf(' ');
        return space < 0 ? new Pair("", text) : new Pair(text.substring(0, space), text.substring(space + 1));
    }
}
