package dev.callvault.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.callvault.call.CallSummary;
import dev.callvault.content.Content;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Writes JSON as the provider does: every scalar a string, slashes escaped. */
public final class JsonWriter implements WireWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    @Override
    public void calls(OutputStream out, long total, Iterator<CallSummary> calls) throws IOException {
        try (JsonGenerator json = begin(out, "total_logs", total, "logs")) {
            while (calls.hasNext()) {
                call(json, calls.next());
            }
            end(json);
        }
    }

    @Override
    public void sessions(OutputStream out, long total, Iterator<String> lines) throws IOException {
        lines(out, "total_sessions", total, "sessions", lines);
    }

    @Override
    public void errors(OutputStream out, long total, Iterator<String> lines) throws IOException {
        lines(out, "total_errors", total, "errors", lines);
    }

    private static void lines(OutputStream out, String totalName, long total, String listName, Iterator<String> lines)
            throws IOException {
        try (JsonGenerator json = begin(out, totalName, total, listName)) {
            while (lines.hasNext()) {
                json.writeString(lines.next());
            }
            end(json);
        }
    }

    private static JsonGenerator begin(OutputStream out, String totalName, long total, String listName)
            throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out);
        json.writeStartObject();
        json.writeStringField("status", "success");
        json.writeStringField("error", "");
        json.writeObjectFieldStart("result");
        json.writeStringField(totalName, Long.toString(total));
        json.writeArrayFieldStart(listName);
        return json;
    }

    private static void end(JsonGenerator json) throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void call(JsonGenerator json, CallSummary call) throws IOException {
        json.writeStartObject();
        json.writeStringField("log_id", call.logId().toString());
        json.writeStringField("session_id", call.sessionId().value());
        json.writeStringField("dest", call.dest());
        json.writeStringField("type", call.direction());
        json.writeStringField("src", call.src());
        json.writeStringField("start", Long.toString(call.startedAt().getEpochSecond()));
        json.writeStringField("end", seconds(call.endedAt()));
        json.writeEndObject();
    }

    public static String seconds(@Nullable Instant instant) {
        return instant == null ? "" : Long.toString(instant.getEpochSecond());
    }

    /** Writes the log as bytes, so that even broken UTF-8 is preserved. */
    @Override
    public void log(OutputStream out, LogAnswer log) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("status", "success");
            json.writeStringField("error", "");
            json.writeObjectFieldStart("result");
            json.writeStringField("dest", log.dest());
            json.writeStringField("src", log.src());
            json.writeStringField("type", log.type());
            json.writeStringField("timestamp", String.valueOf(log.timestamp()));
            json.writeStringField("location", log.location());
            json.writeFieldName("log");
            writeBytes(json, out, log.log());
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void writeBytes(JsonGenerator json, OutputStream out, @Nullable Content content) throws IOException {
        if (content == null) {
            json.writeNull();
            return;
        }
        json.writeRawValue("\"");
        json.flush();
        JsonBytes.escape(content, out);
        json.writeRaw("\"");
    }

    @Override
    public void failure(OutputStream out, String root, String message) throws IOException {
        StringBuilder text = new StringBuilder();
        JsonStringEncoder.getInstance().quoteAsString(message, text);
        String json = "{\n  \"status\":\"failure\",\n  \"error\":\"" + text + "\",\n}\n";
        out.write(json.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
