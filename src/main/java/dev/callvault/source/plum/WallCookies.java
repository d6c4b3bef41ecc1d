package dev.callvault.source.plum;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The cookies of one account that came with a redirect: a wall before the provider asks for its own cookie again before it
 * lets a request through. Cookies of other responses are left alone, since the login says who asks. Redirects stay within
 * one origin, so cookies do too. Safe for use by many threads.
 */
final class WallCookies {
    private static final int MOST = 20;

    private final Map<String, String> values = new ConcurrentHashMap<>();

    /** Takes the cookies of a redirect. */
    void see(HttpHeaders headers) {
        for (String cookie : headers.allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0].strip();
            int end = pair.indexOf('=');
            if (end > 0 && (values.size() < MOST || values.containsKey(pair.substring(0, end)))) {
                values.put(pair.substring(0, end), pair.substring(end + 1));
            }
        }
    }

    /** The header to send, if there are any. */
    Optional<String> header() {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .sorted()
                        .collect(Collectors.joining("; ")));
    }
}
