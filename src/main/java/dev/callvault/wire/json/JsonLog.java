package dev.callvault.wire.json;

import dev.callvault.content.Content;
import dev.callvault.wire.answer.Envelope;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.RowBuilder;
import java.io.IOException;
import java.io.InputStream;
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
    private final Map<String, JsonValue> stated = new HashMap<>();
    private final Map<String, JsonValue> result = new HashMap<>();

    JsonLog(Content answer) {
        this.answer = answer;
        byte[] first = answer.read(bytes -> bytes.readNBytes(BYTE_ORDER_MARK.length));
        this.begin = Arrays.equals(first, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    }

    LogAnswer read() {
        Envelope envelope = answer.read(this::walk);
        envelope.error(stated.getOrDefault("error", JsonValue.NONE).text());
        envelope.check();
        Map<String, String> fields = new HashMap<>();
        for (String name : List.of("dest", "src", "type", "timestamp", "location")) {
            fields.put(name, result.getOrDefault(name, JsonValue.NONE).text());
        }
        return RowBuilder.log(fields, log(envelope));
    }

    /** An empty log is valid if the response is a success; otherwise it may mean none. */
    private @Nullable Content log(Envelope envelope) {
        Content log = result.getOrDefault("log", JsonValue.NONE).content();
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
            json.fields(inner -> result.put(inner, JsonValue.at(json, answer, begin)));
        } else if (field.equals("status")) {
            envelope.status(json.scalar());
        } else {
            stated.put(field, JsonValue.at(json, answer, begin));
        }
    }
}
