package dev.callvault.source.plum;

import java.net.http.HttpClient;
import java.time.Duration;

/**
 * The process's HTTP client, shared by all accounts: separate clients would each need a thread and connections. Safe
 * for use by many threads.
 */
public final class PlumClient implements AutoCloseable {
    private static final Duration MAX_CONNECT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // HTTP/2 would surface a server's GOAWAY as a failed request
            .followRedirects(HttpClient.Redirect.NEVER)
            // its tasks do not block, and the longest packs a piece of a large log; callers wait for responses on their
            // own threads
            .executor(Runnable::run)
            .connectTimeout(MAX_CONNECT)
            .build();

    HttpClient http() {
        return client;
    }

    /** Ends every request in progress. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
