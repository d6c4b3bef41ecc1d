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
    private final int port;
    private final Handler handler;
    private final GroundTruth truth;
    private final Faults faults;
    private final RequestLog requests;
    private final Connections connections;

    private Simulator(
            Server server,
            int port,
            Handler handler,
            GroundTruth truth,
            Faults faults,
            RequestLog requests,
            Connections connections) {
        this.server = server;
        this.port = port;
        this.handler = handler;
        this.truth = truth;
        this.faults = faults;
        this.requests = requests;
        this.connections = connections;
    }

    /**
     * Starts it.
     *
     * @throws UncheckedIOException when the port cannot be had
     */
    public static Simulator start(SimulatorSettings settings, InstantSource clock) {
        World world = new World(settings);
        LineText lines = new LineText(settings.zone());
        Faults faults = new Faults();
        RequestLog requests = new RequestLog();
        GroundTruth truth = new GroundTruth(world, lines, new BodyText(settings.seed(), settings.zone()), clock);
        Services services = new Services(world, truth, new Lists(settings, world, lines, faults), faults, requests);
        Server server = new Server(new QueuedThreadPool(64));
        Connections connections = new Connections(server, settings.host(), settings.port());
        Handler handler =
                new Handler(settings, services, faults, new FaultySender(faults, connections), requests, clock);
        server.setHandler(handler);
        start(server, settings.port());
        return new Simulator(server, connections.port(), handler, truth, faults, requests, connections);
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
        return URI.create("http://" + LOOPBACK + ":" + port + "/ws");
    }

    public GroundTruth truth() {
        return truth;
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return requests;
    }

    /** Accepts connections again after {@link Fault#REFUSED}; does nothing while it does. */
    public void listen() {
        connections.accept();
    }

    /** From now on answers at most so many requests in each window of this length, and says so in {@code X-RateLimit-*}. */
    public void limit(int requests, Duration window) {
        handler.limit(new RateLimiter(requests, window));
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
