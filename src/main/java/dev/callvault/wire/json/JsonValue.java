package dev.callvault.wire.json;

import dev.callvault.content.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A scalar of a document in bytes, evaluated on demand; null for null, truths, objects and lists. */
interface JsonValue {
    JsonValue NONE = () -> null;

    @Nullable
    Content content();

    /** The scalar's text, empty for none. */
    default String text() {
        Content content = content();
        return content == null ? "" : new String(content.bytes(), StandardCharsets.UTF_8);
    }

    /**
     * The value at which a walk is. Ask for it only after the walk: before that, nobody knows whether the string ends and its
     * escapes are valid.
     *
     * @param begin where the walk began in the document
     */
    static JsonValue at(JsonCursor json, Content document, long begin) throws IOException {
        if (json.atString()) {
            long quote = begin + json.offset();
            return () -> JsonString.at(document, quote);
        }
        String scalar = json.scalar();
        boolean isNone = scalar == null || scalar.equals("false") || scalar.equals("true"); // PHP's value for a failure
        String text = scalar == null ? "" : scalar;
        return () -> isNone ? null : Content.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
