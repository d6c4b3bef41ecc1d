package dev.callvault.refine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a line's bracket, {@code [03/Nov/2017:00:10:42 -0500]}, which anchors everything else: an empty ANI or a
 * message full of spaces and brackets cannot shift the columns. The printed offset after the wall clock may have any
 * form and is ignored. The pattern has no unbounded repetition, so it takes linear time on any input.
 */
final class Brackets {
    private static final Pattern BRACKET = Pattern.compile(
            "\\[(\\d{1,2}/[A-Za-z]{3}/\\d{4}:\\d{2}:\\d{2}:\\d{2})(?: [^\\[\\]]{0,40}|[+-][0-9:]{1,8}|[A-Z]{1,5})?\\]");

    private Brackets() {}

    /**
     * A line cut at its bracket.
     *
     * @param before the text before it
     * @param wallClock such as {@code 03/Nov/2017:00:10:42}
     * @param after the text after it
     */
    record Cut(String before, String wallClock, String after) {}

    /** Cuts a line at its first bracket; empty when it has none. */
    static Optional<Cut> cut(String line) {
        Matcher bracket = BRACKET.matcher(line);
        return bracket.find()
                ? Optional.of(
                        new Cut(line.substring(0, bracket.start()), bracket.group(1), line.substring(bracket.end())))
                : Optional.empty();
    }

    /** The line with its first bracket printed without an offset. */
    static String withoutOffset(String line) {
        return cut(line)
                .map(it -> it.before() + "[" + it.wallClock() + "]" + it.after())
                .orElse(line);
    }
}
