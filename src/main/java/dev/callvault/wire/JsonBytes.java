package dev.callvault.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** JSON strings on the level of bytes: what need not be escaped is copied as it is, whether it is valid UTF-8 or not. */
final class JsonBytes {
    private JsonBytes() {}

    /** The bytes between two quotes, unescaped. */
    static byte[] unescape(byte[] json, int start, int end) {
        int escape = indexOfBackslash(json, start, end);
        if (escape == end) {
            return Arrays.copyOfRange(json, start, end);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
        int from = start;
        while (escape < end) {
            out.write(json, from, escape - from);
            from = unescapeOne(json, escape, end, out);
            escape = indexOfBackslash(json, from, end);
        }
        out.write(json, from, end - from);
        return out.toByteArray();
    }

    private static int indexOfBackslash(byte[] json, int from, int end) {
        int at = from;
        while (at < end && json[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Writes what the escape stands for; returns where the text goes on. */
    private static int unescapeOne(byte[] json, int at, int end, ByteArrayOutputStream out) {
        byte kind = json[at + 1];
        if (kind == 'u') {
            return unescapeUnicode(json, at, end, out);
        }
        out.write(
                switch (kind) {
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> kind;
                });
        return at + 2;
    }

    private static int unescapeUnicode(byte[] json, int at, int end, ByteArrayOutputStream out) {
        char unit = hex(json, at + 2);
        int next = at + 6;
        boolean mayBePair =
                Character.isHighSurrogate(unit) && next + 6 <= end && json[next] == '\\' && json[next + 1] == 'u';
        if (mayBePair && Character.isLowSurrogate(hex(json, next + 2))) {
            out.writeBytes(Character.toString(Character.toCodePoint(unit, hex(json, next + 2)))
                    .getBytes(StandardCharsets.UTF_8));
            return next + 6;
        }
        if (Character.isSurrogate(unit)) {
            writeThreeBytes(unit, out);
        } else {
            out.writeBytes(Character.toString(unit).getBytes(StandardCharsets.UTF_8));
        }
        return next;
    }

    /** Half a surrogate pair is not UTF-8; written in its pattern all the same, so that nothing is altered in silence. */
    private static void writeThreeBytes(char unit, ByteArrayOutputStream out) {
        out.write(0xE0 | (unit >> 12));
        out.write(0x80 | ((unit >> 6) & 0x3F));
        out.write(0x80 | (unit & 0x3F));
    }

    private static char hex(byte[] json, int at) {
        return (char) Integer.parseInt(new String(json, at, 4, StandardCharsets.ISO_8859_1), 16);
    }

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
