package dev.callvault.source.plum;

import dev.callvault.source.Loopback;
import dev.callvault.wire.WireFormat;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How to reach one account.
 *
 * @param baseUrl the base of the services' paths, ending in {@code /ws} by the provider's documentation
 * @param password the one in use; never shown
 * @param format the format to request first
 * @param requestTimeout for one request, from connecting to the last byte
 * @param maxAnswerBytes the largest response to read, after unpacking
 * @param allowInsecure whether the login may be sent unencrypted to another machine
 */
public record PlumSettings(
        URI baseUrl,
        String username,
        Supplier<String> password,
        WireFormat format,
        Duration requestTimeout,
        long maxAnswerBytes,
        String userAgent,
        boolean allowInsecure) {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long ANSWER_BYTES = 64L << 20;
    private static final long MAX_ARRAY = Integer.MAX_VALUE - 8L;

    public PlumSettings {
        require(baseUrl.getHost() != null && isHttp(baseUrl), "the url must name an http or https host");
        require(baseUrl.getUserInfo() == null, "the url must not contain a login; set username and password instead");
        require(
                baseUrl.getQuery() == null && baseUrl.getFragment() == null,
                "the url must not contain a query or fragment");
        require(username.indexOf(':') < 0, "the username must not contain a colon, which HTTP Basic cannot carry");
        require(requestTimeout.isPositive(), "the request timeout must be positive");
        require(maxAnswerBytes > 0 && maxAnswerBytes <= MAX_ARRAY, "max-answer-bytes is out of range");
        require(
                allowInsecure || !"http".equalsIgnoreCase(baseUrl.getScheme()) || Loopback.is(baseUrl.getHost()),
                "the login would go in the clear; use https, or allow-insecure");
    }

    /** JSON, two minutes, 64 MiB. */
    public static PlumSettings of(URI baseUrl, String username, String password) {
        return new PlumSettings(
                baseUrl, username, () -> password, WireFormat.JSON, TIMEOUT, ANSWER_BYTES, "Callvault", false);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PlumSettings[" + baseUrl + ", " + username + ", ***, " + format + ", " + requestTimeout + ", "
                + maxAnswerBytes + " bytes]";
    }

    private static boolean isHttp(URI url) {
        return "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
