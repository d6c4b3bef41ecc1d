package dev.callvault.serve.console;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a log, read as well as can be: in the documented order {@code time [module] (session) TYPE: message}, or in the
 * order of the one real sample, {@code time (session) [label] TYPE: message}. Keep it the same as {@code
 * reporting.body_lines}; a test compares the two.
 *
 * @param time the wall clock as printed; empty where the line was not understood
 * @param module or label; may be empty
 * @param type in lower case, such as {@code error}; empty where the line was not understood
 * @param message the rest, or the whole line
 */
public record BodyLine(int number, String time, String module, String type, String message) {
    private static final Pattern SHAPE = Pattern.compile(
            "([A-Za-z]{3} +\\d{1,2} +[A-Za-z]{3} +\\d{4} +\\d{1,2}:\\d\\d:\\d\\d +[AP]M +[A-Za-z]{2,5}) +"
                    + "(?:\\[([^]]*)] +\\([^)]*\\)|\\([^)]*\\) +\\[([^]]*)]) +([A-Z]+): ?(.*)");

    /**
     * Reads a line.
     *
     * @param number from 1
     */
    public static BodyLine of(int number, String line) {
        Matcher parts = SHAPE.matcher(line);
        return parts.matches()
                ? new BodyLine(
                        number,
                        parts.group(1),
                        text(parts.group(2)) + text(parts.group(3)),
                        text(parts.group(4)).toLowerCase(Locale.ROOT),
                        parts.group(5))
                : new BodyLine(number, "", "", "", line);
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }
}
