package dev.callvault.wire;

import dev.callvault.call.Page;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a list's answer in JSON; what a row is, the subclasses know. */
abstract class JsonListing<T> {
    private final String name;
    final Listing<T> listing;

    JsonListing(String name) {
        this.name = name;
        this.listing = new Listing<>(name);
    }

    /** Broken UTF-8 becomes U+FFFD, which marks a line as altered. */
    final Page<T> read(byte[] answer) {
        String document = new String(answer, StandardCharsets.UTF_8);
        if (document.isBlank()) {
            throw new UnreadableAnswer("the answer is empty", null);
        }
        JsonCursor.read(new StringReader(document.startsWith("\uFEFF") ? document.substring(1) : document), json -> {
            json.fields(field -> envelope(json, field));
        });
        return listing.page();
    }

    private void envelope(JsonCursor json, String field) throws IOException {
        switch (field) {
            case "status" -> listing.envelope().status(json.scalar());
            case "error" -> listing.envelope().error(json.scalar());
            case "result" -> {
                listing.envelope().result();
                json.fields(inner -> result(json, inner));
            }
            default -> json.skip();
        }
    }

    private void result(JsonCursor json, String field) throws IOException {
        if (listing.isTotal(field)) {
            listing.total(json.scalar());
        } else if (field.equals(name)) {
            rows(json);
        } else {
            json.skip();
        }
    }

    /** PHP sends an array without gaps as a list, any other as an object, and an empty one as whatever came to hand. */
    final void rows(JsonCursor json) throws IOException {
        if (json.atArray()) {
            json.elements(this::row);
        } else if (json.atObject()) {
            rowsInObject(json);
        } else {
            single(json);
        }
    }

    private void single(JsonCursor json) throws IOException {
        boolean text = json.atString();
        String scalar = json.scalar();
        if (scalar != null && !scalar.isBlank() && !scalar.equals("false")) {
            listing.row(text ? lone(scalar) : null);
        }
    }

    /** Reads the value as one row. */
    abstract void row(JsonCursor json) throws IOException;

    /** Reads an object in the list's place: rows by their index, or the only row itself. */
    abstract void rowsInObject(JsonCursor json) throws IOException;

    /** A text in the list's place as the only row; null where that cannot be one. */
    abstract @Nullable T lone(String text);
}
