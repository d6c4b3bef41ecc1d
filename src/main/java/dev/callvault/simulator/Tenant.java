package dev.callvault.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** An account at a simulated provider, with its own login, data and faults. */
public final class Tenant {
    private final String authorization;
    private final SimulatedServices services;
    private final GroundTruth truth;
    private final Faults faults = new Faults();
    private final RequestLog requests = new RequestLog();
    private final FaultySender sender;
    private volatile Optional<RateLimiter> limiter = Optional.empty();

    Tenant(SimulatorSettings settings, FaultyConnections connections, InstantSource clock) {
        String login = settings.username() + ":" + settings.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        GeneratedData world = new GeneratedData(settings);
        LineText lines = new LineText(settings.zone());
        this.truth =
                new GroundTruth(world, lines, new BodyText(settings.seed(), settings.zone(), world::errorsOf), clock);
        this.services =
                new SimulatedServices(world, truth, new Lists(settings, world, lines, faults), faults, requests);
        this.sender = new FaultySender(faults, connections);
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

    /** From now on, limits the requests answered in each window of this length, and announces it in {@code X-RateLimit-*}. */
    public void limit(int most, Duration window) {
        limiter = Optional.of(new RateLimiter(most, window));
    }

    Optional<RateLimiter> limiter() {
        return limiter;
    }

    String authorization() {
        return authorization;
    }

    SimulatedServices services() {
        return services;
    }

    FaultySender sender() {
        return sender;
    }
}
