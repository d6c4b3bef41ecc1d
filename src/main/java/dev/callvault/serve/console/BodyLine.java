package dev.callvault.serve.console;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a log, parsed as far as possible: in the documented order {@code time [module] (session) TYPE: message}, or in the
 * order of the only real sample, {@code time (session) [label] TYPE: message}.
 *
 * @param time the wall clock as printed; empty if the line could not be parsed
 * @param module the module or label; may be empty
 * @param type in lower case, such as {@code error}; may be empty
 * @param message the rest, or the whole line
 */
public record BodyLine(int number, String time, String module, String type, String message) {
    private static final Pattern DOCUMENTED = Pattern.compile(
            "^(\\w{3} +\\d{1,2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2}(?: [AP]M)? \\w{2,5}) "
                    + "(?:\\[([^\\]]{0,40})\\] )?(?:\\([^)]{0,80}\\) ?)?(?:\\[([^\\]]{0,40})\\] )?(?:([A-Z]{3,10}): ?)?(.*)$");

    static BodyLine of(int number, String line) {
        Matcher parts = DOCUMENTED.matcher(line);
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
