package dev.callvault.wire.json;

import dev.callvault.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** JSON strings as bytes: what needs no escape is copied unchanged, whether it is valid UTF-8 or not. */
final class JsonBytes {
    private static final int PIECE = 16 << 10;

    private JsonBytes() {}

    /** Writes bytes as they appear between quotes, a piece at a time; invalid UTF-8 is written unchanged. */
    static void escape(Content content, OutputStream out) throws IOException {
        try (InputStream bytes = content.open()) {
            byte[] piece = new byte[PIECE];
            for (int length = bytes.read(piece); length >= 0; length = bytes.read(piece)) {
                escape(piece, length, out);
            }
        }
    }

    private static void escape(byte[] content, int length, OutputStream out) throws IOException {
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (mustBeEscaped(content[at])) {
                out.write(content, from, at - from);
                out.write(escaped(content[at]).getBytes(StandardCharsets.US_ASCII));
                from = at + 1;
            }
        }
        out.write(content, from, length - from);
    }

    private static boolean mustBeEscaped(byte each) {
        return (each >= 0 && each < 0x20) || each == '"' || each == '\\' || each == '/';
    }

    private static String escaped(byte each) {
        return switch (each) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '"', '\\', '/' -> "\\" + (char) each;
            default -> "\\u00" + HexFormat.of().toHexDigits(each);
        };
    }
}
