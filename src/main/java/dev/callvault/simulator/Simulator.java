package dev.callvault.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider to try the archiver against: the four services on loopback, with a world of its own, retention, and faults that
 * can be switched on one by one. The world does not depend on when it is started.
 */
public final class Simulator implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final HttpServer server;
    private final ExecutorService workers;
    private final Handler handler;
    private final GroundTruth truth;
    private final Faults faults;
    private final RequestLog requests;

    private Simulator(
            HttpServer server,
            ExecutorService workers,
            Handler handler,
            GroundTruth truth,
            Faults faults,
            RequestLog requests) {
        this.server = server;
        this.workers = workers;
        this.handler = handler;
        this.truth = truth;
        this.faults = faults;
        this.requests = requests;
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
        Handler handler = new Handler(settings, services, faults, requests, clock);
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        HttpServer server = bind(settings.port());
        server.createContext("/", handler);
        server.setExecutor(workers);
        server.start();
        return new Simulator(server, workers, handler, truth, faults, requests);
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "cannot listen on port " + port + ": " + taken.getMessage() + "; name another one", taken);
        }
    }

    /** The base URL for an account, ending in {@code /ws}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ws");
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

    /** Stops answering; stalled answers are let go. */
    @Override
    public void close() {
        handler.letGo();
        server.stop(0);
        workers.shutdownNow();
    }
}
