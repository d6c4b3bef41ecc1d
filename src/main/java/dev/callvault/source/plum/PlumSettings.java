package dev.callvault.source.plum;

import dev.callvault.wire.WireFormat;
import java.net.URI;
import java.time.Duration;

/**
 * How to ask the provider.
 *
 * @param baseUrl of the services, ending in {@code /ws}
 * @param format to ask for
 * @param requestTimeout for one whole exchange, body included
 * @param maxAnswerBytes a larger answer, unpacked, is given up
 */
public record PlumSettings(
        URI baseUrl,
        String username,
        String password,
        WireFormat format,
        Duration requestTimeout,
        long maxAnswerBytes) {
    /** Without the password. */
    @Override
    public String toString() {
        return "PlumSettings[" + baseUrl + ", " + username + ", " + format + "]";
    }
}
