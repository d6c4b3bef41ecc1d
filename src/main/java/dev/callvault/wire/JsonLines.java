package dev.callvault.wire;

import dev.callvault.call.RawLine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The answer of {@code calls/sessions} or {@code calls/errors}. */
final class JsonLines extends JsonListing<RawLine> {
    JsonLines(String name) {
        super(name);
    }

    @Override
    void row(JsonCursor json) throws IOException {
        listing.row(Rows.line(json.scalar()));
    }

    @Override
    void rowsInObject(JsonCursor json) throws IOException {
        json.fields(index -> {
            if (json.atArray()) {
                rows(json);
            } else {
                row(json);
            }
        });
    }

    @Override
    @Nullable
    RawLine lone(String text) {
        return Rows.line(text);
    }
}
