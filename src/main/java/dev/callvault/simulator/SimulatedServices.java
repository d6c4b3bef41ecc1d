package dev.callvault.simulator;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.wire.ListParameters;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.answer.LogAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The provider's four services, without HTTP and transport faults. */
final class SimulatedServices {
    private static final Map<String, String> ROOTS =
            Map.of("logs", "logs", "log", "log", "sessions", "sessions", "errors", "errors");

    private final GeneratedData world;
    private final GroundTruth truth;
    private final Lists lists;
    private final Faults faults;
    private final RequestLog log;

    SimulatedServices(GeneratedData world, GroundTruth truth, Lists lists, Faults faults, RequestLog log) {
        this.world = world;
        this.truth = truth;
        this.lists = lists;
        this.faults = faults;
        this.log = log;
    }

    /** The service that a path names, such as {@code calls/logs}; empty when there is none. */
    static Optional<String> service(URI uri) {
        List<String> parts = parts(uri);
        return parts.size() > 2
                        && parts.get(0).equals("ws")
                        && parts.get(1).equals("calls")
                        && ROOTS.containsKey(parts.get(2))
                ? Optional.of("calls/" + parts.get(2))
                : Optional.empty();
    }

    private static List<String> parts(URI uri) {
        return List.of(uri.getPath().replaceFirst("^/+", "").split("/", -1));
    }

    SimulatedResponse answer(String service, URI uri, WireFormat format, Instant now) throws IOException {
        List<String> parts = parts(uri);
        try {
            if (service.equals("calls/log")) {
                log.log();
                return parts.size() == 4
                        ? log(parts.get(3), Asked.of(service, uri), format, now)
                        : failure(service, format, 404, "Not found");
            }
            log.listing(uri.getPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
            if (parts.size() != 5) {
                return failure(service, format, 404, "Not found");
            }
            ListParameters query = ListParameters.of(parts.get(3), parts.get(4), uri.getRawQuery());
            return new SimulatedResponse(200, format, lists.answer(service, query, format, now));
        } catch (ListParameters.Refused refused) {
            return failure(service, format, 400, String.valueOf(refused.getMessage()));
        }
    }

    private SimulatedResponse log(String id, Asked asked, WireFormat format, Instant now) throws IOException {
        Optional<CallSummary> call = id.matches("[0-9]{1,18}")
                ? world.call(new LogId(Long.parseLong(id)))
                        .filter(it -> it.hasLog() && !it.visibleAt().isAfter(now))
                        .map(SimulatedCall::summary)
                        .filter(it -> Lists.isLogRetained(it, now))
                : Optional.empty();
        return call.isPresent()
                ? new SimulatedResponse(200, format, log(call.get(), asked, format))
                : failure("calls/log", format, 404, "Log not found");
    }

    private byte[] log(CallSummary call, Asked asked, WireFormat format) throws IOException {
        boolean isNull = faults.strikes(Fault.NULL_LOG, asked);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.writer()
                .log(
                        out,
                        new LogAnswer(
                                call.dest(),
                                call.src(),
                                call.direction(),
                                call.startedAt().getEpochSecond(),
                                BodyText.city(call),
                                isNull ? null : Content.of(truth.body(call))));
        return out.toByteArray();
    }

    static SimulatedResponse failure(String service, WireFormat format, int status, String message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String root = ROOTS.getOrDefault(service.substring(service.indexOf('/') + 1), "result");
        format.writer().failure(out, root, message);
        return new SimulatedResponse(status, format, out.toByteArray());
    }
}
