package dev.callvault.simulator;

import dev.callvault.call.TimeWindow;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a request that decides whether a fault applies.
 *
 * @param names its service, such as {@code calls/logs}, and its path
 * @param window the window of a list request
 */
record Asked(List<String> names, Optional<TimeWindow> window) {
    private static final Pattern LIST = Pattern.compile("calls/[a-z]+/([0-9]{1,12})/([0-9]{1,12})");

    static Asked of(String service, TimeWindow window) {
        return new Asked(List.of(service), Optional.of(window));
    }

    /** A single log is named by its path, such as {@code calls/log/123}. */
    static Asked of(String service, URI uri) {
        String path = uri.getPath().replaceFirst("^/ws/", "");
        Matcher list = LIST.matcher(path);
        return new Asked(
                List.of(service, path),
                list.matches() && Long.parseLong(list.group(1)) < Long.parseLong(list.group(2))
                        ? Optional.of(new TimeWindow(Long.parseLong(list.group(1)), Long.parseLong(list.group(2))))
                        : Optional.empty());
    }
}
