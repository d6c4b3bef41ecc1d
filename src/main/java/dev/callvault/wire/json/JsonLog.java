package dev.callvault.wire.json;

import dev.callvault.content.Content;
import dev.callvault.wire.answer.Envelope;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.RowBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response of {@code calls/log}. It is walked as ASCII: broken UTF-8 cannot stop the walk, and each string is
 * located in bytes and unescaped there, without the log ever becoming a {@link String}.
 */
final class JsonLog {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Content answer;
    private final long begin;
    private final Map<String, Value> stated = new HashMap<>();
    private final Map<String, Value> result = new HashMap<>();

    JsonLog(Content answer) {
        this.answer = answer;
        byte[] first = answer.read(bytes -> bytes.readNBytes(BYTE_ORDER_MARK.length));
        this.begin = Arrays.equals(first, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    }

    LogAnswer read() {
        Envelope envelope = answer.read(this::walk);
        envelope.error(text("error", stated));
        envelope.check();
        Map<String, String> fields = new HashMap<>();
        for (String name : List.of("dest", "src", "type", "timestamp", "location")) {
            fields.put(name, text(name, result));
        }
        return RowBuilder.log(fields, log(envelope));
    }

    /** An empty log is valid if the response is a success; otherwise it may mean none. */
    private @Nullable Content log(Envelope envelope) {
        Content log = result.getOrDefault("log", Value.NONE).content();
        return log != null && log.length() == 0 && !envelope.isStatedSuccess() ? null : log;
    }

    private Envelope walk(InputStream bytes) throws IOException {
        Envelope envelope = new Envelope();
        bytes.skipNBytes(begin);
        JsonCursor.read(new AsciiView(bytes), json -> json.fields(field -> read(json, field, envelope)));
        return envelope;
    }

    private void read(JsonCursor json, String field, Envelope envelope) throws IOException {
        if (field.equals("result")) {
            envelope.result();
            json.fields(inner -> result.put(inner, value(json)));
        } else if (field.equals("status")) {
            envelope.status(json.scalar());
        } else {
            stated.put(field, value(json));
        }
    }

    /** Ask for it only after the walk: before that, nobody knows whether the string ends and its escapes are valid. */
    private Value value(JsonCursor json) throws IOException {
        if (json.atString()) {
            long quote = begin + json.offset();
            return () -> JsonString.at(answer, quote);
        }
        String scalar = json.scalar();
        boolean isNone = scalar == null || scalar.equals("false") || scalar.equals("true"); // PHP's value for a failure
        String text = scalar == null ? "" : scalar;
        return () -> isNone ? null : Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String name, Map<String, Value> values) {
        Content content = values.getOrDefault(name, Value.NONE).content();
        return content == null ? "" : new String(content.bytes(), StandardCharsets.UTF_8);
    }

    /** A scalar, evaluated on demand. */
    private interface Value {
        Value NONE = () -> null;

        @Nullable
        Content content();
    }
}
