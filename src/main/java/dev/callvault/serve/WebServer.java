package dev.callvault.serve;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.net.URI;
import java.util.List;

/** Serves its parts over HTTP, from {@link #start} until it is closed. Every request has a virtual thread of its own. */
public final class WebServer implements AutoCloseable {
    private final String host;
    private final int port;
    private final Javalin javalin;

    /**
     * Opens no port yet.
     *
     * @param host an IPv6 address in brackets
     * @param port 0 for any free one
     */
    public WebServer(String host, int port, List<Routes> parts) {
        this.host = host;
        this.port = port;
        this.javalin = Javalin.create(config -> configure(config, parts));
    }

    private static void configure(JavalinConfig config, List<Routes> parts) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(it -> it.setSendServerVersion(false));
        parts.forEach(it -> it.addTo(config.routes));
    }

    /**
     * Listens from now on.
     *
     * @throws ServeFailure when the address is taken, or not one of this machine
     */
    public void start() {
        try {
            var ignored = javalin.start(host.replaceAll("[\\[\\]]", ""), port);
        } catch (JavalinException | IllegalArgumentException refused) {
            throw new ServeFailure(
                    "cannot listen on " + host + ":" + port
                            + "; set serve.port to another one (0 for any), or serve.enabled: false",
                    refused);
        }
    }

    /** Where it listens; only after it was started. */
    public URI address() {
        return URI.create("http://" + host + ":" + javalin.port());
    }

    @Override
    public void close() {
        var ignored = javalin.stop();
    }
}
