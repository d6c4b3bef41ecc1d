package dev.callvault.simulator;

import dev.callvault.wire.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Handles HTTP in front of the services: login, method and faults. Each login is a separate account. */
final class Handler extends org.eclipse.jetty.server.Handler.Abstract {
    private final InstantSource clock;
    /** Is told about unknown logins. */
    private final Tenant first;

    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    Handler(Tenant first, InstantSource clock) {
        this.first = first;
        this.clock = clock;
        add(first);
    }

    void add(Tenant tenant) {
        tenants.put(tenant.authorization(), tenant);
    }

    void letGo() {
        tenants.values().forEach(it -> it.sender().letGo());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        Instant now = clock.instant();
        response.getHeaders()
                .put(HttpHeader.DATE, DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        URI uri = request.getHttpURI().toURI();
        String service = SimulatedServices.service(uri).orElse("");
        Optional<Tenant> known = Optional.ofNullable(tenants.get(authorization(request)));
        Tenant tenant = known.orElse(first);
        RequestLog log = tenant.requests();
        log.began(now);
        boolean isWhole;
        try {
            SimulatedResponse reply = known.isPresent()
                    ? reply(tenant, request, response, uri, service, now)
                    : unauthorized(request, response, service);
            isWhole = tenant.sender().send(request, response, Asked.of(service, uri), reply);
        } finally {
            log.ended();
        }
        if (isWhole) {
            callback.succeeded();
        } else {
            callback.failed(new IOException("a simulated fault"));
        }
        return true;
    }

    private SimulatedResponse unauthorized(Request request, Response response, String service) throws IOException {
        first.requests().refusedLogin();
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"Plum DEV\"");
        return SimulatedServices.failure(service, format(request), 401, "Unauthorized access to " + service);
    }

    private static WireFormat format(Request request) {
        return WireFormat.accepted(
                Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.ACCEPT), ""));
    }

    private static SimulatedResponse reply(
            Tenant tenant, Request request, Response response, URI uri, String service, Instant now)
            throws IOException {
        WireFormat format = format(request);
        if (service.isEmpty()) {
            return SimulatedServices.failure(service, format, 404, "Not found");
        }
        if (!request.getMethod().equals("GET")) {
            return SimulatedServices.failure(service, format, 405, "Method not allowed");
        }
        if (isThrottled(tenant, response, now)) {
            tenant.requests().throttled();
            return SimulatedServices.failure(service, format, 429, "Too many requests");
        }
        Optional<SimulatedResponse> trouble = trouble(tenant.faults(), uri, response, service, format);
        return trouble.isPresent() ? trouble.get() : tenant.services().answer(service, uri, format, now);
    }

    private static boolean isThrottled(Tenant tenant, Response response, Instant now) {
        Optional<RateLimiter.Standing> standing = tenant.limiter().map(it -> it.count(now));
        standing.ifPresent(it -> {
            response.getHeaders().put("X-RateLimit-Limit", it.limit());
            response.getHeaders().put("X-RateLimit-Remaining", it.remaining());
            response.getHeaders().put("X-RateLimit-Reset", ceil(it.resetAt()));
        });
        return standing.filter(RateLimiter.Standing::isRefused).isPresent();
    }

    private static long ceil(Instant time) {
        return time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
    }

    /** Faults that replace the service's response. */
    private static Optional<SimulatedResponse> trouble(
            Faults faults, URI uri, Response response, String service, WireFormat format) throws IOException {
        Asked asked = Asked.of(service, uri);
        OptionalLong status = faults.strike(Fault.STATUS, asked);
        if (status.isPresent()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            return Optional.of(SimulatedServices.failure(service, format, (int) status.getAsLong(), "Service trouble"));
        }
        if (faults.strikes(Fault.FAILURE_IN_200, asked)) {
            return Optional.of(SimulatedServices.failure(service, format, 200, "Internal error"));
        }
        if (faults.strikes(Fault.REDIRECT, asked)) {
            response.getHeaders().put(HttpHeader.LOCATION, "http://elsewhere.example.com" + uri.getPath());
            return Optional.of(new SimulatedResponse(302, format, new byte[0]));
        }
        return Optional.empty();
    }

    private static String authorization(Request request) {
        return Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.AUTHORIZATION), "");
    }
}
