package dev.callvault.wire.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** JSON strings as bytes: what needs no escape is copied unchanged, whether it is valid UTF-8 or not. */
final class JsonBytes {
    private JsonBytes() {}

    /** Writes bytes as they appear between quotes; invalid UTF-8 is written unchanged. */
    static void escape(byte[] content, OutputStream out) throws IOException {
        int from = 0;
        for (int at = 0; at < content.length; at++) {
            if (mustBeEscaped(content[at])) {
                out.write(content, from, at - from);
                out.write(escaped(content[at]).getBytes(StandardCharsets.US_ASCII));
                from = at + 1;
            }
        }
        out.write(content, from, content.length - from);
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
