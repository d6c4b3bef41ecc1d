package dev.callvault.simulator;

import dev.callvault.wire.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** HTTP in front of the services: the login, the method, and the faults. */
final class Handler extends org.eclipse.jetty.server.Handler.Abstract {
    private final byte[] authorization;
    private final Services services;
    private final RequestLog log;
    private final InstantSource clock;
    private final Faults faults;
    private final FaultySender sender;
    private volatile Optional<RateLimiter> limiter = Optional.empty();

    Handler(
            SimulatorSettings settings,
            Services services,
            Faults faults,
            FaultySender sender,
            RequestLog log,
            InstantSource clock) {
        String login = settings.username() + ":" + settings.password();
        this.authorization = ("Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
        this.services = services;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
        this.sender = sender;
    }

    void letGo() {
        sender.letGo();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        Instant now = clock.instant();
        response.getHeaders()
                .put(HttpHeader.DATE, DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        URI uri = request.getHttpURI().toURI();
        String service = Services.service(uri).orElse("");
        log.began(now);
        boolean isWhole;
        try {
            isWhole = sender.send(
                    request, response, new String[] {service, path(uri)}, reply(request, response, uri, service, now));
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

    /** From now on at most so many requests in a window of this length. */
    void limit(RateLimiter limit) {
        limiter = Optional.of(limit);
    }

    private Reply reply(Request request, Response response, URI uri, String service, Instant now) throws IOException {
        WireFormat format = WireFormat.accepted(
                Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.ACCEPT), ""));
        if (!isLoggedIn(request)) {
            log.refusedLogin();
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"Plum DEV\"");
            return Services.failure(service, format, 401, "Unauthorized access to " + service);
        }
        if (service.isEmpty()) {
            return Services.failure(service, format, 404, "Not found");
        }
        if (!request.getMethod().equals("GET")) {
            return Services.failure(service, format, 405, "Method not allowed");
        }
        if (isThrottled(response, now)) {
            log.throttled();
            return Services.failure(service, format, 429, "Too many requests");
        }
        Optional<Reply> trouble = trouble(uri, response, service, format);
        return trouble.isPresent() ? trouble.get() : services.answer(service, uri, format, now);
    }

    private boolean isThrottled(Response response, Instant now) {
        Optional<RateLimiter.Standing> standing = limiter.map(it -> it.count(now));
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

    /** Faults that leave no answer of the service. */
    private Optional<Reply> trouble(URI uri, Response response, String service, WireFormat format) throws IOException {
        String path = path(uri);
        OptionalLong status = faults.strike(Fault.STATUS, service, path);
        if (status.isPresent()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            return Optional.of(Services.failure(service, format, (int) status.getAsLong(), "Service trouble"));
        }
        if (faults.strikes(Fault.FAILURE_IN_200, service, path)) {
            return Optional.of(Services.failure(service, format, 200, "Internal error"));
        }
        if (faults.strikes(Fault.REDIRECT, service, path)) {
            response.getHeaders().put(HttpHeader.LOCATION, "http://elsewhere.example.com/ws/" + path);
            return Optional.of(new Reply(302, format, new byte[0]));
        }
        return Optional.empty();
    }

    private boolean isLoggedIn(Request request) {
        String sent = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.AUTHORIZATION), "");
        return MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), authorization);
    }

    /** A single log is named by it, such as {@code calls/log/123}. */
    private static String path(URI uri) {
        return uri.getPath().replaceFirst("^/ws/", "");
    }
}
