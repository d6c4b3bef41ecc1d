package dev.callvault.heartbeat;

import dev.callvault.source.OutboundProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dead man's switch: requests a URL after a proven success, at most once per interval. The monitor behind the URL
 * treats silence as an alarm. A failed request is logged and made again after the next success. Safe for use by many
 * threads.
 */
public final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FIRST_REFUSAL = 300;

    private final URI url;
    private final Duration interval;
    private final BooleanSupplier isProven;
    private final InstantSource clock;
    private final Executor caller;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.MIN);
    private final OutboundProxy proxy = new OutboundProxy(System.getenv());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .proxy(proxy)
            .build();

    /**
     * @param interval the shortest time between two requests
     * @param isProven whether every stream of every account had a proven success recently; checked before each request
     * @param caller makes the requests, each of which may take {@link #PATIENCE}
     */
    public Heartbeat(URI url, Duration interval, BooleanSupplier isProven, InstantSource clock, Executor caller) {
        this.url = url;
        this.interval = interval;
        this.isProven = isProven;
        this.clock = clock;
        this.caller = caller;
    }

    /** A run has succeeded. */
    public void succeeded() {
        Instant now = clock.instant();
        Instant before = Objects.requireNonNull(last.get());
        // In either direction: the clock may have been set back.
        boolean isDue = before.equals(Instant.MIN)
                || Duration.between(before, now).abs().compareTo(interval) >= 0;
        if (isDue && last.compareAndSet(before, now)) {
            caller.execute(() -> beat(before));
        }
    }

    private void beat(Instant before) {
        if (!isProven.getAsBoolean() || !isHeard()) {
            last.set(before);
        }
    }

    private boolean isHeard() {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(PATIENCE);
            proxy.login(url).ifPresent(it -> request.header("Proxy-Authorization", it));
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status >= FIRST_REFUSAL) {
                LOG.warn("heartbeat to {} failed: HTTP {}", url.getHost(), status);
            }
            return status < FIRST_REFUSAL;
        } catch (IOException failure) {
            LOG.warn("heartbeat to {} failed: {}", url.getHost(), failure.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
