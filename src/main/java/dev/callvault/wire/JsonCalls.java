package dev.callvault.wire;

import dev.callvault.call.CallSummary;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of {@code calls/logs}. */
final class JsonCalls extends JsonListing<CallSummary> {
    JsonCalls() {
        super("logs");
    }

    @Override
    void row(JsonCursor json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        json.fields(name -> put(fields, name, json.scalar()));
        listing.row(Rows.call(fields));
    }

    @Override
    void rowsInObject(JsonCursor json) throws IOException {
        Map<String, String> only = new HashMap<>();
        json.fields(name -> {
            if (json.atObject()) {
                row(json);
            } else if (json.atArray()) {
                rows(json);
            } else {
                put(only, name, json.scalar());
            }
        });
        if (!only.isEmpty()) {
            listing.row(Rows.call(only));
        }
    }

    @Override
    @Nullable
    CallSummary lone(String text) {
        return null;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
