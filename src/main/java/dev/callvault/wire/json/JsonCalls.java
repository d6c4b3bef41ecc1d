package dev.callvault.wire.json;

import dev.callvault.call.CallSummary;
import dev.callvault.wire.answer.CallFields;
import dev.callvault.wire.answer.Row;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The response of {@code calls/logs}. */
final class JsonCalls extends JsonListing<CallSummary> {
    JsonCalls() {
        super("logs");
    }

    @Override
    Row<CallSummary> row(JsonCursor json) throws IOException {
        if (!json.atObject()) {
            @Nullable String scalar = json.scalar();
            return Row.unread("the row is not an object" + (scalar == null ? "" : ": " + scalar));
        }
        CallFields fields = new CallFields();
        json.fields(name -> put(fields, name, json));
        return fields.call();
    }

    @Override
    void rowsInObject(JsonCursor json) throws IOException {
        int from = json.from();
        CallFields only = new CallFields();
        json.fields(name -> {
            if (json.atObject()) {
                add(json);
            } else if (json.atArray()) {
                rows(json);
            } else {
                put(only, name, json);
            }
        });
        if (!only.isEmpty()) {
            listing.row(only.call(), () -> text(from, json.to()));
        }
    }

    @Override
    Row<CallSummary> lone(String text) {
        return Row.unread("the list is a string: " + text);
    }

    private static void put(CallFields fields, String name, JsonCursor json) throws IOException {
        boolean isNested = json.atObject() || json.atArray();
        @Nullable String value = json.scalar();
        if (value != null) {
            fields.put(name, value);
        } else {
            fields.putOther(name, isNested ? "an object or a list" : "null");
        }
    }
}
