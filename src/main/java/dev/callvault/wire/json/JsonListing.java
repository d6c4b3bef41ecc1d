package dev.callvault.wire.json;

import dev.callvault.call.Page;
import dev.callvault.wire.answer.ListResponse;
import dev.callvault.wire.answer.Row;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** Reads a list response in JSON; subclasses define the rows. */
public abstract class JsonListing<T> {
    /** How much of an unreadable row is kept. */
    public static final int MAX_ROW = 64 << 10;

    private final String name;
    final ListResponse<T> listing;
    private String document = "";

    JsonListing(String name) {
        this.name = name;
        this.listing = new ListResponse<>(name);
    }

    /** Broken UTF-8 becomes U+FFFD, which marks a line as altered. */
    final Page<T> read(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            throw new UnreadableAnswer("it is empty", null);
        }
        document = text.startsWith("\uFEFF") ? text.substring(1) : text;
        JsonCursor.read(new StringReader(document), json -> json.fields(field -> envelope(json, field)));
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

    /** PHP sends an array without gaps as a list, any other as an object, and an empty one in any form. */
    final void rows(JsonCursor json) throws IOException {
        if (json.atArray()) {
            json.elements(this::add);
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
            listing.row(text ? lone(scalar) : Row.unread("the list is not a list: " + scalar), () -> scalar);
        }
    }

    /** Reads the value as another row. */
    final void add(JsonCursor json) throws IOException {
        int from = json.from();
        listing.row(row(json), () -> text(from, json.to()));
    }

    /** A part of the response as received. */
    final String text(int from, int to) {
        return document.substring(from, Math.min(Math.max(from, to), from + MAX_ROW));
    }

    /** Reads the value as one row. */
    abstract Row<T> row(JsonCursor json) throws IOException;

    /** Reads an object in place of the list: rows by index, or a single row. */
    abstract void rowsInObject(JsonCursor json) throws IOException;

    /** A string in place of the list, as the only row. */
    abstract Row<T> lone(String text);
}
