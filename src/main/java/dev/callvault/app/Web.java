package dev.callvault.app;

import dev.callvault.config.ServeSettings;
import dev.callvault.serve.HealthPages;
import dev.callvault.serve.ServeFailure;
import dev.callvault.serve.WebServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the daemon serves over HTTP, put together. Archiving never depends on it. */
final class Web implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Web.class);

    private final Optional<WebServer> server;
    private volatile Optional<URI> address = Optional.empty();

    /** Opens no port yet. */
    Web(ServeSettings settings) {
        this.server = settings.enabled()
                ? Optional.of(
                        new WebServer(settings.host(), settings.port(), List.of(new HealthPages(() -> true))))
                : Optional.empty();
    }

    /** Listens from now on; when it cannot, says so and leaves it at that: the archive matters more. */
    void start() {
        server.ifPresent(it -> {
            try {
                it.start();
                address = Optional.of(it.address());
                LOG.info("serving at {}", it.address());
            } catch (ServeFailure failure) {
                LOG.error("nothing is served: {}", failure.getMessage());
            }
        });
    }

    /** Where it listens; empty when nothing is served. */
    Optional<URI> address() {
        return address;
    }

    @Override
    public void close() {
        address = Optional.empty();
        server.ifPresent(WebServer::close);
    }
}
