package dev.callvault.wire.json;

import dev.callvault.call.RawLine;
import dev.callvault.wire.answer.Row;
import dev.callvault.wire.answer.RowBuilder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The response of {@code calls/sessions} or {@code calls/errors}. */
final class JsonLines extends JsonListing<RawLine> {
    JsonLines(String name) {
        super(name);
    }

    @Override
    Row<RawLine> row(JsonCursor json) throws IOException {
        boolean isNested = json.atObject() || json.atArray();
        @Nullable String line = json.scalar();
        if (line == null) {
            return Row.unread("the line is " + (isNested ? "an object or a list" : "null"));
        }
        return RowBuilder.line(line);
    }

    @Override
    void rowsInObject(JsonCursor json) throws IOException {
        json.fields(index -> {
            if (json.atArray()) {
                rows(json);
            } else {
                add(json);
            }
        });
    }

    @Override
    Row<RawLine> lone(String text) {
        return RowBuilder.line(text);
    }
}
