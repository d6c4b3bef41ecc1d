package dev.callvault.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code calls/log}. It is walked as ASCII: so broken UTF-8 cannot stop the walk, and each string's place is
 * known in bytes and is unescaped there, without the log ever becoming a {@link String}.
 */
final class JsonLog {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] answer;
    private final int begin;
    private final Envelope envelope = new Envelope();
    private final Map<String, Content> stated = new HashMap<>();
    private final Map<String, Content> result = new HashMap<>();

    JsonLog(byte[] answer) {
        this.answer = answer;
        boolean marked = answer.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(answer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        this.begin = marked ? BYTE_ORDER_MARK.length : 0;
    }

    LogAnswer read() {
        JsonCursor.read(new AsciiView(answer, begin), json -> json.fields(field -> envelope(json, field)));
        envelope.error(text("error", stated));
        envelope.check();
        Map<String, String> fields = new HashMap<>();
        for (String name : List.of("dest", "src", "type", "timestamp", "location")) {
            fields.put(name, text(name, result));
        }
        return Rows.log(fields, result.getOrDefault("log", () -> null).get());
    }

    private void envelope(JsonCursor json, String field) throws IOException {
        if (field.equals("result")) {
            envelope.result();
            json.fields(inner -> result.put(inner, content(json)));
        } else if (field.equals("status")) {
            envelope.status(json.scalar());
        } else {
            stated.put(field, content(json));
        }
    }

    /** To be asked for after the walk only: before that, nobody knows whether the string ends and its escapes are sound. */
    private Content content(JsonCursor json) throws IOException {
        if (json.atString()) {
            int quote = begin + json.offset();
            return () -> JsonString.at(answer, quote);
        }
        String scalar = json.scalar();
        return () -> scalar == null ? null : scalar.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String name, Map<String, Content> contents) {
        byte[] content = contents.getOrDefault(name, () -> null).get();
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    /** A value's bytes. */
    private interface Content {
        byte @Nullable [] get();
    }
}
