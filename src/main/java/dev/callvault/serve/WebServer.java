package dev.callvault.serve;

import dev.callvault.store.StoreFailure;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Serves its parts over HTTP, from {@link #start} until it is closed. Every request runs on its own virtual thread. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final String host;
    private final int port;
    private final Javalin javalin;

    /**
     * Does not open the port yet.
     *
     * @param host the address to listen on; an IPv6 address is in brackets
     * @param port the port; 0 picks a free one
     * @param door what every request passes first
     */
    public WebServer(String host, int port, Door door, List<Routes> parts) {
        this.host = host;
        this.port = port;
        this.javalin = Javalin.create(config -> configure(config, door, parts));
    }

    private static void configure(JavalinConfig config, Door door, List<Routes> parts) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(it -> it.setSendServerVersion(false));
        var unusedBefore = config.routes.before(door::check);
        parts.forEach(it -> it.addTo(config.routes));
        var unusedBusy = config.routes.exception(StoreFailure.class, WebServer::busy);
        var unusedTooMany = config.routes.exception(TooManyGuesses.class, WebServer::tooMany);
    }

    /** Answers with a sentence for people, without names from inside the program. */
    private static void busy(StoreFailure failure, Context context) {
        LOG.atLevel(failure.isAway() ? Level.DEBUG : Level.WARN)
                .log("{} cannot be answered: {}", context.path(), failure.getMessage());
        if (context.res().isCommitted()) {
            return; // fewer bytes than announced: the client sees that something is missing
        }
        context.res().setHeader(Header.CONTENT_LENGTH, null); // of what was to be sent
        context.res().setHeader(Header.CONTENT_DISPOSITION, null);
        context.status(HttpStatus.SERVICE_UNAVAILABLE);
        context.header("Retry-After", "5");
        context.contentType("text/plain; charset=utf-8");
        context.result("This cannot be answered at the moment: " + failure.getMessage() + ". " + failure.hint() + "\n");
    }

    private static void tooMany(TooManyGuesses failure, Context context) {
        context.status(HttpStatus.TOO_MANY_REQUESTS);
        context.header("Retry-After", TooManyGuesses.RETRY_AFTER);
        context.contentType("text/plain; charset=utf-8");
        context.result(failure.getMessage() + ".\n");
    }

    /** Every route: its method and path. */
    public List<Route> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(it -> it.endpoint)
                .filter(it -> it.method.isHttpMethod())
                .map(it -> new Route(it.method.name(), it.path))
                .toList();
    }

    /** A path, in which names in braces and an asterisk stand for anything, and the method that it answers. */
    public record Route(String method, String path) {}

    /**
     * Starts to listen.
     *
     * @throws ServeFailure when the address is in use or does not belong to this machine
     */
    public void start() {
        try {
            var ignored = javalin.start(host.replaceAll("[\\[\\]]", ""), port);
        } catch (JavalinException | IllegalArgumentException refused) {
            throw new ServeFailure(
                    "cannot listen on " + host + ":" + port
                            + (isTaken(refused) ? ": another program is using this port" : "")
                            + "; set serve.port to another port (0 for any free one), or serve.enabled: false",
                    refused);
        }
    }

    private static boolean isTaken(Throwable refused) {
        String words = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("already in use") || (refused.getCause() != null && isTaken(refused.getCause()));
    }

    /** The address it listens on; call it only after the start. */
    public URI address() {
        return URI.create("http://" + host + ":" + javalin.port());
    }

    @Override
    public void close() {
        var ignored = javalin.stop();
    }
}
