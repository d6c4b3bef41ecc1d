package dev.callvault.simulator;

import dev.callvault.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Sends responses, with the active faults of format and transport. */
final class FaultySender {
    private static final byte[] HTML =
            "<html><body><h1>We are down for maintenance</h1></body></html>".getBytes(StandardCharsets.UTF_8);

    private static final byte[] NO_ANSWER =
            "{\"items\":[{\"id\":1},{\"id\":2}],\"next\":null}".getBytes(StandardCharsets.UTF_8);

    private final Faults faults;
    private final FaultyConnections connections;
    private final CompletableFuture<Boolean> letGo = new CompletableFuture<>();

    FaultySender(Faults faults, FaultyConnections connections) {
        this.faults = faults;
        this.connections = connections;
    }

    /** Releases stalled responses. */
    void letGo() {
        letGo.complete(true);
    }

    /** Sends the reply. Returns whether it was sent completely; if not, the connection ends. */
    boolean send(Request request, Response response, Asked asked, SimulatedResponse reply) throws IOException {
        faults.strike(Fault.LATENCY, asked).ifPresent(this::awaitLetGo);
        if (isUnanswered(request, asked)) {
            return false;
        }
        byte[] body = body(asked, reply);
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.format().mediaType());
        if (faults.strikes(Fault.GZIP, asked)) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
            body = gzip(body);
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean isCut = body.length > 1 && faults.strikes(Fault.CUT_SHORT, asked);
        boolean isStalled = body.length > 1 && faults.strikes(Fault.STALL, asked);
        OptionalLong drip = faults.strike(Fault.SLOW_DRIP, asked);
        if (drip.isPresent()) {
            drip(response, body, drip.getAsLong());
            return true;
        }
        Content.Sink.write(response, !isCut && !isStalled, part(body, isCut || isStalled));
        if (isStalled) {
            awaitLetGo(Long.MAX_VALUE);
        }
        return !isCut && !isStalled;
    }

    /** Faults with no response at all. */
    private boolean isUnanswered(Request request, Asked asked) {
        if (connections.refuseIf(() -> faults.strikes(Fault.REFUSED, asked))) {
            return true;
        }
        if (faults.strikes(Fault.RESET, asked)) {
            FaultyConnections.reset(request);
            return true;
        }
        if (faults.strikes(Fault.NO_ANSWER, asked)) {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            return true;
        }
        if (faults.strikes(Fault.STALL_BEFORE, asked)) {
            awaitLetGo(Long.MAX_VALUE);
            return true;
        }
        return false;
    }

    private void drip(Response response, byte[] body, long millis) throws IOException {
        for (int i = 0; i < body.length; i++) {
            Content.Sink.write(response, i + 1 == body.length, ByteBuffer.wrap(body, i, 1));
            awaitLetGo(millis);
        }
    }

    private static ByteBuffer part(byte[] body, boolean isHalf) {
        return ByteBuffer.wrap(body, 0, isHalf ? body.length / 2 : body.length);
    }

    private byte[] body(Asked asked, SimulatedResponse reply) {
        if (faults.strikes(Fault.EMPTY_200, asked)) {
            return new byte[0];
        }
        if (faults.strikes(Fault.HTML_200, asked)) {
            return HTML;
        }
        if (faults.strikes(Fault.WRONG_JSON, asked)) {
            return NO_ANSWER;
        }
        byte[] body = reply.format() == WireFormat.JSON ? reworded(asked, reply.body()) : reply.body();
        OptionalLong cut = faults.strike(Fault.CUT_TEXT, asked);
        return cut.isPresent() ? Arrays.copyOf(body, (int) Math.min(body.length, cut.getAsLong())) : body;
    }

    /** Other ways to write the same in JSON. */
    private byte[] reworded(Asked asked, byte[] body) {
        boolean isNumbers = faults.strikes(Fault.NUMBERS, asked);
        boolean isText = faults.strikes(Fault.EMPTY_AS_TEXT, asked);
        boolean isNull = faults.strikes(Fault.EMPTY_AS_NULL, asked);
        boolean isTrailing = faults.strikes(Fault.TRAILING_COMMA, asked);
        if (!isNumbers && !isText && !isNull && !isTrailing) {
            return body;
        }
        String json = new String(body, StandardCharsets.UTF_8);
        json = isNumbers ? json.replaceAll(":\"(0|[1-9][0-9]*)\"", ":$1") : json;
        json = isText ? json.replace(":[]", ":\"\"") : json;
        json = isNull ? json.replace(":[]", ":null") : json;
        json = isTrailing ? json.replaceFirst("\\}\\}$", ",},}") : json;
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private void awaitLetGo(long millis) {
        try {
            letGo.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException elapsed) {
            // the pause is over
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }
}
