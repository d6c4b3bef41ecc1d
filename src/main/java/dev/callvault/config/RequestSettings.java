package dev.callvault.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the provider may be asked, each account apart.
 *
 * @param concurrency simultaneous requests, 1 to 64
 * @param perSecond requests a second at most; 0 for no limit
 * @param timeout for one whole exchange, body included
 * @param maxAnswerBytes a larger answer is given up
 * @param allowInsecure whether plain http may leave this machine
 * @param authorities a file of certificates to trust besides those that Java trusts
 */
public record RequestSettings(
        int concurrency,
        double perSecond,
        Duration timeout,
        long maxAnswerBytes,
        boolean allowInsecure,
        Optional<Path> authorities) {
    /** The same without a limit of pace. */
    public RequestSettings unlimited(int requestsAtOnce) {
        return new RequestSettings(requestsAtOnce, 0, timeout, maxAnswerBytes, allowInsecure, authorities);
    }
}
