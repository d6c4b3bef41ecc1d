package dev.callvault.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.callvault.wire.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/** HTTP in front of the services: the login, the method, and the faults. */
final class Handler implements HttpHandler {
    private final byte[] authorization;
    private final Services services;
    private final RequestLog log;
    private final InstantSource clock;
    private final Faults faults;
    private final FaultySender sender;

    Handler(SimulatorSettings settings, Services services, Faults faults, RequestLog log, InstantSource clock) {
        String login = settings.username() + ":" + settings.password();
        this.authorization = ("Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
        this.services = services;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
        this.sender = new FaultySender(faults);
    }

    void letGo() {
        sender.letGo();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Instant now = clock.instant();
        exchange.getResponseHeaders()
                .set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        String service = Services.service(exchange.getRequestURI()).orElse("");
        sender.send(exchange, service, reply(exchange, service, now));
    }

    private Reply reply(HttpExchange exchange, String service, Instant now) throws IOException {
        WireFormat format = WireFormat.accepted(
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Accept"), ""));
        if (!isLoggedIn(exchange)) {
            log.refusedLogin();
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"Plum DEV\"");
            return Services.failure(service, format, 401, "Unauthorized access to " + service);
        }
        if (service.isEmpty()) {
            return Services.failure(service, format, 404, "Not found");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return Services.failure(service, format, 405, "Method not allowed");
        }
        Optional<Reply> trouble = trouble(exchange, service, format);
        return trouble.isPresent() ? trouble.get() : services.answer(service, exchange.getRequestURI(), format, now);
    }

    /** Faults that leave no answer of the service. */
    private Optional<Reply> trouble(HttpExchange exchange, String service, WireFormat format) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/ws/", "");
        var status = faults.strike(Fault.STATUS, service, path);
        if (status.isPresent()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            return Optional.of(Services.failure(service, format, (int) status.getAsLong(), "Service trouble"));
        }
        if (faults.strikes(Fault.FAILURE_IN_200, service, path)) {
            return Optional.of(Services.failure(service, format, 200, "Internal error"));
        }
        if (faults.strikes(Fault.REDIRECT, service, path)) {
            exchange.getResponseHeaders().set("Location", "http://elsewhere.example.com/ws/" + path);
            return Optional.of(new Reply(302, format, new byte[0]));
        }
        return Optional.empty();
    }

    private boolean isLoggedIn(HttpExchange exchange) {
        String sent = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        return MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), authorization);
    }
}
