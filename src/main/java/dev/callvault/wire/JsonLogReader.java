package dev.callvault.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of {@code calls/log} so that the log comes through byte for byte, even where it is broken UTF-8.
 *
 * <p>The answer is parsed as ISO 8859-1, in which every byte is one character: the structure of JSON is ASCII, and a token's
 * place in the text is its place in the bytes. Values are then unescaped on the bytes themselves.
 */
final class JsonLogReader {
    private final byte[] answer;
    private final Map<String, byte[]> fields = new HashMap<>();
    private @Nullable String status;
    private String error = "";

    JsonLogReader(byte[] answer) {
        this.answer = answer;
    }

    LogAnswer read() {
        try (JsonParser parser = JsonTokens.lenient(
                new InputStreamReader(new ByteArrayInputStream(answer), StandardCharsets.ISO_8859_1))) {
            readEnvelope(parser);
        } catch (IOException unreadable) {
            throw JsonTokens.unreadable(answer, unreadable);
        }
        Envelope.check(status, error);
        OptionalLong timestamp = Pages.number(text("timestamp"));
        return new LogAnswer(
                text("dest"),
                text("src"),
                text("type"),
                timestamp.isPresent() ? timestamp.getAsLong() : null,
                text("location"),
                fields.get("log"));
    }

    private void readEnvelope(JsonParser parser) throws IOException {
        JsonTokens.expect(parser.nextToken(), JsonToken.START_OBJECT, parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "status" -> status = utf8(value(parser));
                case "error" -> error = Objects.requireNonNullElse(utf8(value(parser)), "");
                case "result" -> readResult(parser);
                default -> parser.skipChildren();
            }
        }
        JsonTokens.expect(parser.currentToken(), JsonToken.END_OBJECT, parser);
    }

    private void readResult(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            byte @Nullable [] value = value(parser);
            if (value != null) {
                fields.put(field, value);
            }
        }
    }

    private byte @Nullable [] value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL || token.isStructStart()) {
            parser.skipChildren();
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            return parser.getText().getBytes(StandardCharsets.ISO_8859_1);
        }
        int start = (int) parser.currentTokenLocation().getCharOffset() + 1;
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset() - 1;
        return JsonBytes.unescape(answer, start, end);
    }

    private String text(String field) {
        return Objects.requireNonNullElse(utf8(fields.get(field)), "");
    }

    private static @Nullable String utf8(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
