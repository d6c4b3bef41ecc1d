package dev.callvault.wire.json;

import dev.callvault.content.Content;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON object, of which it is to be found out what it is: its fields, and those of a {@code result} in it as {@code
 * result.NAME}. Its strings may be of any length, and become no {@link String} until they are asked for.
 */
public final class JsonDocument {
    private static final String RESULT = "result";

    private final Content document;
    private final Map<String, JsonValue> fields = new LinkedHashMap<>();

    private JsonDocument(Content document) {
        this.document = document;
    }

    /** Throws {@link UnreadableAnswer} unless it is one whole object. */
    public static JsonDocument of(Content document) {
        JsonDocument read = new JsonDocument(document);
        var unused = document.read(read::walk);
        return read;
    }

    private boolean walk(InputStream bytes) throws IOException {
        JsonCursor.read(
                new AsciiView(bytes),
                json -> json.fields(field -> {
                    if (field.equals(RESULT) && json.atObject()) {
                        fields.put(field, JsonValue.NONE);
                        json.fields(inner -> fields.put(RESULT + "." + inner, JsonValue.at(json, document, 0)));
                    } else {
                        fields.put(field, JsonValue.at(json, document, 0));
                    }
                }));
        return true;
    }

    /** The names of the fields. */
    public Set<String> fields() {
        return fields.keySet();
    }

    /** The bytes of a scalar; null if there is none. */
    public @Nullable Content content(String field) {
        return fields.getOrDefault(field, JsonValue.NONE).content();
    }
}
