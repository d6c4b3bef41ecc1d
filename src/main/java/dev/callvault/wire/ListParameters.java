package dev.callvault.wire;

import dev.callvault.call.TimeWindow;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list request, checked as the documentation describes.
 *
 * @param number only calls to this number
 */
public record ListParameters(TimeWindow window, Optional<String> number, int offset, int limit) {
    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX = 10_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");

    /** The provider does not accept the parameters; the message is its response. */
    public static final class Refused extends RuntimeException {
        public Refused(String message) {
            super(message);
        }
    }

    /**
     * Parses and checks them; whether the start is too old is up to the service.
     *
     * @param query the text after the question mark; null for none
     * @throws Refused with the provider's message
     */
    public static ListParameters of(String start, String end, @Nullable String query) {
        long from = number("start_timestamp", start, Long.MAX_VALUE);
        long to = number("end_timestamp", end, Long.MAX_VALUE);
        if (to <= from) {
            throw new Refused("The end_timestamp must be after the start_timestamp");
        }
        Map<String, String> parameters = parameters(query);
        int limit = (int) number("limit", parameters.getOrDefault("limit", "" + DEFAULT_LIMIT), MAX);
        if (limit < 1) {
            throw new Refused("The limit must be between 1 and " + MAX);
        }
        int offset = (int) number("offset", parameters.getOrDefault("offset", "0"), Integer.MAX_VALUE);
        return new ListParameters(
                new TimeWindow(from, to), Optional.ofNullable(parameters.get("number")), offset, limit);
    }

    private static long number(String name, String text, long most) {
        if (!NUMBER.matcher(text).matches() || Long.parseLong(text) > most) {
            throw new Refused("Invalid " + name);
        }
        return Long.parseLong(text);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                parameters.put(parts[0], decoded(parts[0], parts[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new Refused("Invalid " + name);
        }
    }
}
