package dev.callvault.wire.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** JSON strings on the level of bytes: what need not be escaped is copied as it is, whether it is valid UTF-8 or not. */
final class JsonBytes {
    private JsonBytes() {}

    /** Writes bytes as they stand between two quotes; what is not valid UTF-8 goes out as it is. */
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
