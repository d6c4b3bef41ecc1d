package dev.callvault.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A provider to try the archiver against: the four services, on loopback unless told otherwise, with a world of its own,
 * retention, and faults that can be switched on one by one. The world does not depend on when it is started.
 */
public final class Simulator implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Server server;
    private final Connections connections;
    private final Handler handler;
    private final Tenant first;
    private final InstantSource clock;

    private Simulator(Server server, Connections connections, Handler handler, Tenant first, InstantSource clock) {
        this.server = server;
        this.connections = connections;
        this.handler = handler;
        this.first = first;
        this.clock = clock;
    }

    /**
     * Starts it.
     *
     * @throws UncheckedIOException when the port cannot be had
     */
    public static Simulator start(SimulatorSettings settings, InstantSource clock) {
        Server server = new Server(new QueuedThreadPool(64));
        Connections connections = new Connections(server, settings.host(), settings.port());
        Tenant first = new Tenant(settings, connections, clock);
        Handler handler = new Handler(first, clock);
        server.setHandler(handler);
        start(server, settings.port());
        return new Simulator(server, connections, handler, first, clock);
    }

    /** One account more, by its login; where it listens stays as it is. */
    public Tenant add(SimulatorSettings account) {
        Tenant more = new Tenant(account, connections, clock);
        handler.add(more);
        return more;
    }

    private static void start(Server server, int port) {
        try {
            server.start();
        } catch (Exception taken) {
            throw new UncheckedIOException(new IOException(
                    "cannot listen on port " + port + ": " + taken.getMessage() + "; name another one", taken));
        }
    }

    /** The base URL for an account on this machine, ending in {@code /ws}. */
    public URI baseUrl() {
        return URI.create("http://" + LOOPBACK + ":" + connections.port() + "/ws");
    }

    public GroundTruth truth() {
        return first.truth();
    }

    public Faults faults() {
        return first.faults();
    }

    public RequestLog requests() {
        return first.requests();
    }

    /** Accepts connections again after {@link Fault#REFUSED}; does nothing while it does. */
    public void listen() {
        connections.accept();
    }

    /** From now on answers at most so many requests in each window of this length, and says so in {@code X-RateLimit-*}. */
    public void limit(int requests, Duration window) {
        first.limit(requests, window);
    }

    /** Stops answering; stalled answers are let go. */
    @Override
    public void close() {
        handler.letGo();
        try {
            server.stop();
        } catch (Exception failure) {
            throw new UncheckedIOException(new IOException("the simulator did not stop", failure));
        }
    }
}
