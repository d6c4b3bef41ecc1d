package dev.callvault.source.plum;

import java.net.http.HttpClient;
import java.time.Duration;

/**
 * The HTTP client of a process, one for all its accounts: each would bring a thread and connections of its own. Safe for many
 * threads.
 */
public final class PlumClient implements AutoCloseable {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // HTTP/2 would surface a server's GOAWAY as a failed request
            .followRedirects(HttpClient.Redirect.NEVER)
            // its tasks do not block, the longest packs a piece of a large log; who waits for an answer has a
            // thread of its own
            .executor(Runnable::run)
            .connectTimeout(LONGEST_CONNECT)
            .build();

    HttpClient http() {
        return client;
    }

    /** Ends every request under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
