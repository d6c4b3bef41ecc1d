package dev.callvault.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A simulated provider for trying the archiver: the four services, on loopback unless told otherwise, with generated data,
 * retention, and faults that can be switched on one by one. The data does not depend on when it is started.
 */
public final class Simulator implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Server server;
    private final FaultyConnections connections;
    private final Handler handler;
    private final Tenant first;
    private final InstantSource clock;

    private Simulator(
            Server server, FaultyConnections connections, Handler handler, Tenant first, InstantSource clock) {
        this.server = server;
        this.connections = connections;
        this.handler = handler;
        this.first = first;
        this.clock = clock;
    }

    /**
     * Starts the simulator.
     *
     * @throws UncheckedIOException when the port cannot be opened
     */
    public static Simulator start(SimulatorSettings settings, InstantSource clock) {
        Server server = new Server(new QueuedThreadPool(64));
        FaultyConnections connections = new FaultyConnections(server, settings.host(), settings.port());
        Tenant first = new Tenant(settings, connections, clock);
        Handler handler = new Handler(first, clock);
        server.setHandler(handler);
        start(server, settings);
        return new Simulator(server, connections, handler, first, clock);
    }

    /** Adds an account with its own login, at the same address. */
    public Tenant add(SimulatorSettings account) {
        Tenant more = new Tenant(account, connections, clock);
        handler.add(more);
        return more;
    }

    private static void start(Server server, SimulatorSettings settings) {
        try {
            server.start();
        } catch (Exception taken) {
            throw new UncheckedIOException(new IOException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": " + taken.getMessage()
                            + "; choose another host or port",
                    taken));
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

    /** Accepts connections again after {@link Fault#REFUSED}; does nothing if it is listening. */
    public void listen() {
        connections.accept();
    }

    /** From now on, limits the requests answered in each window of this length, and announces it in {@code X-RateLimit-*}. */
    public void limit(int requests, Duration window) {
        first.limit(requests, window);
    }

    /** Stops the simulator and releases stalled responses. */
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
