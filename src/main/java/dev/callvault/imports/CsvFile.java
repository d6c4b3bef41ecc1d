package dev.callvault.imports;

import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated values as an export writes them. A cell may be a log of any length, for which the libraries at hand
 * would need a string. For one thread.
 */
final class CsvFile {
    private static final int PIECE = 64 << 10;
    private static final int LARGE = 1 << 20;

    private final InputStream in;
    private final byte[] piece = new byte[PIECE];
    private final ByteArrayOutputStream small = new ByteArrayOutputStream();
    private @Nullable ContentBuilder large;
    private int at;
    private int filled;
    private long line = 1;
    private long begun = 1;

    CsvFile(InputStream in) {
        this.in = in;
    }

    /** The line in which the record that was read last begins. */
    long line() {
        return begun;
    }

    /** The cells of the next record, null where nothing stands, not even quotes; null at the end. */
    @Nullable
    List<@Nullable Content> next() throws IOException {
        begun = line;
        if (peek() < 0) {
            return null;
        }
        List<@Nullable Content> cells = new ArrayList<>();
        boolean goesOn = true;
        while (goesOn) {
            cells.add(peek() == '"' ? quoted() : plain());
            int end = peek();
            goesOn = end == ',';
            if (goesOn) {
                at++;
            }
        }
        endLine();
        return cells;
    }

    private void endLine() throws IOException {
        while (peek() >= 0 && peek() != '\n') {
            at++; // a carriage return, or whatever stands behind a closing quote
        }
        if (peek() == '\n') {
            at++;
            line++;
        }
    }

    private @Nullable Content plain() throws IOException {
        for (int next = peek(); next >= 0 && next != ',' && next != '\n' && next != '\r'; next = peek()) {
            int end = at;
            while (end < filled && piece[end] != ',' && piece[end] != '\n' && piece[end] != '\r') {
                end++;
            }
            take(end);
        }
        return small.size() == 0 && large == null ? null : cell();
    }

    private Content quoted() throws IOException {
        at++;
        boolean isOpen = true;
        while (isOpen && peek() >= 0) {
            int end = at;
            while (end < filled && piece[end] != '"') {
                line += piece[end] == '\n' ? 1 : 0;
                end++;
            }
            take(end);
            if (at < filled) {
                at++;
                isOpen = peek() == '"'; // a quote within is written twice
                if (isOpen) {
                    take(at + 1);
                }
            }
        }
        return cell();
    }

    private void take(int end) {
        if (large == null && small.size() + end - at > LARGE) {
            large = new ContentBuilder(2L * LARGE);
            large.write(small.toByteArray(), 0, small.size());
            small.reset();
        }
        if (large == null) {
            small.write(piece, at, end - at);
        } else {
            large.write(piece, at, end - at);
        }
        at = end;
    }

    private Content cell() {
        @Nullable ContentBuilder gathered = large;
        large = null;
        Content cell = gathered == null ? Content.of(small.toByteArray()) : gathered.content();
        small.reset();
        return cell;
    }

    private int peek() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(piece));
        }
        return at == filled ? -1 : piece[at] & 0xFF;
    }
}
