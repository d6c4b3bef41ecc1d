package dev.callvault.serve.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A log split into lines.
 *
 * @param first as many lines as a page can show
 * @param isCut whether there are more
 */
record BodyLines(List<BodyLine> first, boolean isCut) {
    static final BodyLines NONE = new BodyLines(List.of(), false);
    private static final int MAX_LINES = 5_000;
    /** Longer lines are cut, because a browser would choke on a line of megabytes. */
    private static final int MAX_LINE_LENGTH = 20_000;

    static BodyLines of(byte[] body) {
        List<BodyLine> lines = new ArrayList<>();
        for (String line : (Iterable<String>) new String(body, StandardCharsets.UTF_8).lines()::iterator) {
            if (lines.size() == MAX_LINES) {
                return new BodyLines(lines, true);
            }
            boolean isLong = line.length() > MAX_LINE_LENGTH;
            lines.add(BodyLine.of(lines.size() + 1, isLong ? line.substring(0, MAX_LINE_LENGTH) + " …" : line));
        }
        return new BodyLines(lines, false);
    }
}
