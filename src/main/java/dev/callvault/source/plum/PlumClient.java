package dev.callvault.source.plum;

import dev.callvault.source.OutboundProxy;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The process's HTTP client, shared by all accounts: separate clients would each need a thread and connections. Safe
 * for use by many threads.
 */
public final class PlumClient implements AutoCloseable {
    private static final Duration MAX_CONNECT = Duration.ofSeconds(10);

    private final OutboundProxy proxy;
    private final HttpClient client;

    /** Trusts the authorities that Java trusts. */
    public PlumClient() {
        this(new OutboundProxy(System.getenv()), Optional.empty());
    }

    /**
     * @param authorities a file of certificates whose owners may vouch for the provider too
     * @throws IllegalArgumentException when it cannot be read
     */
    public PlumClient(OutboundProxy proxy, Optional<Path> authorities) {
        this.proxy = proxy;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // HTTP/2 would surface a server's GOAWAY as a failed request
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxy)
                // its tasks do not block, and the longest packs a piece of a large log; callers wait for responses on
                // their own threads
                .executor(Runnable::run)
                .connectTimeout(MAX_CONNECT);
        authorities.ifPresent(it -> builder.sslContext(Authorities.trusting(it)));
        this.client = builder.build();
    }

    OutboundProxy proxy() {
        return proxy;
    }

    HttpClient http() {
        return client;
    }

    /** Ends every request in progress. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
