package dev.callvault.wire.json;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON response once. The tolerated faults (trailing commas, comments, raw control characters) change nothing
 * in a valid document, so one lenient pass reads what a strict pass would.
 */
final class JsonCursor implements AutoCloseable {
    private static final int MAX_STRING = 64 << 20;
    // an excerpt around a fault could contain what a caller said
    private static final int MAX_EXCERPT = 16;

    /** It stands before each place in a document. */
    private static final String NO_SOURCE =
            "Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); ";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
            .errorReportConfiguration(ErrorReportConfiguration.builder()
                    .maxErrorTokenLength(MAX_EXCERPT)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonCursor(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads one document and nothing after it; the visit begins at the root's first token. */
    static void read(Reader document, Visit visit) {
        read(() -> JSON.createParser(document), visit);
    }

    /** The same for a document in bytes. */
    static void read(AsciiView document, Visit visit) {
        read(() -> JSON.createParser(document), visit);
    }

    private static void read(Opening opening, Visit visit) {
        try (JsonCursor cursor = new JsonCursor(opening.open())) {
            if (cursor.parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableAnswer("not a JSON object", null);
            }
            visit.at(cursor);
            if (cursor.parser.nextToken() != null) {
                throw new UnreadableAnswer("text after the JSON object", null);
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableAnswer(
                    "incomplete or malformed JSON: "
                            + String.valueOf(e.getMessage()).replace(NO_SOURCE, ""),
                    e);
        } catch (IOException e) {
            throw new UnreadableAnswer("unreadable JSON", e);
        }
    }

    boolean atObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean atArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean atString() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /** Where the current value begins, in characters from the start of the document. */
    int from() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /** Where the part read so far ends, in characters. */
    int to() {
        return (int) parser.currentLocation().getCharOffset();
    }

    /** Where the current value begins, in bytes from the start of the document. */
    long offset() {
        return parser.currentTokenLocation().getByteOffset();
    }

    /** Visits each field of the current object; skips any other value. */
    void fields(FieldVisit visit) throws IOException {
        if (!atObject()) {
            parser.skipChildren();
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            visit.at(name);
        }
    }

    /** Visits each element of the current array. */
    void elements(Visit visit) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            visit.at(this);
        }
    }

    /** The current scalar as text; null for {@code null}, and for objects and arrays, which are skipped. */
    @Nullable
    String scalar() throws IOException {
        if (atObject() || atArray()) {
            parser.skipChildren();
            return null;
        }
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    /** Skips the current value. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Creates the parser of a document. */
    private interface Opening {
        JsonParser open() throws IOException;
    }

    /** Reads the current value to its end. */
    interface Visit {
        void at(JsonCursor cursor) throws IOException;
    }

    /** Reads a field's value, to its end. */
    interface FieldVisit {
        void at(String name) throws IOException;
    }
}
