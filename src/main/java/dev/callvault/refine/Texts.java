package dev.callvault.refine;

import java.util.Optional;

/** Cuts text at single spaces, without regular expressions, since lines can be long. */
final class Texts {
    private Texts() {}

    static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(it -> it >= '0' && it <= '9');
    }

    /** A number of up to nine digits. */
    static Optional<Integer> number(String text) {
        return isDigits(text) && text.length() < 10 ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** The two parts of a text cut at a space, without the space. */
    record Pair(String first, String rest) {}

    /** The text before and after the first space; the second part is empty without one. */
    static Pair atFirstSpace(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? new Pair(text, "") : new Pair(text.substring(0, space), text.substring(space + 1));
    }

    /** The text before and after the last space; the first part is empty without one. */
    static Pair atLastSpace(String text) {
        int space = text.lastIndexOf(' ');
        return space < 0 ? new Pair("", text) : new Pair(text.substring(0, space), text.substring(space + 1));
    }
}
