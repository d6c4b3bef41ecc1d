package dev.callvault.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tokens of JSON, strict or lenient. */
final class JsonTokens {
    /** The answer's own size limit is the source's; no string in it is longer. */
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNestingDepth(50)
            .build();

    private static final JsonFactory STRICT =
            JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();

    /** The documented failure has a trailing comma, the documented sample a comment. */
    private static final JsonFactory LENIENT = JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private JsonTokens() {}

    /** Reads with a parser. */
    @FunctionalInterface
    interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }

    /** Reads strictly, then leniently; broken UTF-8 is then read as U+FFFD. */
    static <T> T read(byte[] answer, Reading<T> reading) {
        try (JsonParser parser = STRICT.createParser(answer)) {
            return reading.from(parser);
        } catch (IOException notStrict) {
            try (JsonParser parser = LENIENT.createParser(new String(answer, StandardCharsets.UTF_8))) {
                return reading.from(parser);
            } catch (IOException unreadable) {
                throw unreadable(answer, unreadable);
            }
        }
    }

    /** A lenient parser over text of which only the structure matters. */
    static JsonParser lenient(Reader text) throws IOException {
        return LENIENT.createParser(text);
    }

    static UnreadableAnswer unreadable(byte[] answer, IOException why) {
        if (answer.length == 0) {
            return new UnreadableAnswer("the answer is empty", why);
        }
        String what = why instanceof JsonProcessingException json ? json.getOriginalMessage() : why.getMessage();
        return new UnreadableAnswer("the answer of " + answer.length + " bytes is no readable JSON: " + what, why);
    }

    static void expect(@Nullable JsonToken found, JsonToken wanted, JsonParser parser) throws IOException {
        if (found != wanted) {
            throw new JsonParseException(parser, "expected " + wanted + ", found " + found);
        }
    }

    /** A scalar as text; null for null and for what is none, which is skipped. */
    static @Nullable String scalar(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
    }
}
