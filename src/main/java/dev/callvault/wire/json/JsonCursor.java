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
 * Walks a JSON answer once. The tolerated faults (trailing commas, comments, control characters as they are) change nothing
 * in a document that has none, so one lenient pass reads what a strict pass would.
 */
final class JsonCursor implements AutoCloseable {
    private static final int LONGEST_STRING = 64 << 20;
    // an excerpt of what surrounds a fault could hold what a caller said
    private static final int LONGEST_EXCERPT = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_STRING)
                    .build())
            .errorReportConfiguration(ErrorReportConfiguration.builder()
                    .maxErrorTokenLength(LONGEST_EXCERPT)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonCursor(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads one document and nothing behind it; the visit begins at the root's first token. */
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
            throw new UnreadableAnswer("incomplete or malformed JSON: " + e.getMessage(), e);
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

    /** Where the current value begins, in characters from the start of a document in characters. */
    int from() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /** Where what was read of such a document ends. */
    int to() {
        return (int) parser.currentLocation().getCharOffset();
    }

    /** Where the current value begins, in bytes from the start of a document in bytes. */
    long offset() {
        return parser.currentTokenLocation().getByteOffset();
    }

    /** Visits each field of the object that the cursor is at; other values are passed over. */
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

    /** Visits each element of the array that the cursor is at. */
    void elements(Visit visit) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            visit.at(this);
        }
    }

    /** The current scalar as text; null for {@code null}, objects and arrays, which are passed over. */
    @Nullable
    String scalar() throws IOException {
        if (atObject() || atArray()) {
            parser.skipChildren();
            return null;
        }
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    /** Passes over the current value. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Makes the parser of a document. */
    private interface Opening {
        JsonParser open() throws IOException;
    }

    /** Reads the value that the cursor is at, to its end. */
    interface Visit {
        void at(JsonCursor cursor) throws IOException;
    }

    /** Reads a field's value, to its end. */
    interface FieldVisit {
        void at(String name) throws IOException;
    }
}
