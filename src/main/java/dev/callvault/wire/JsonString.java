package dev.callvault.wire;

import java.util.Arrays;

/** A JSON string's content in bytes: escapes become UTF-8, every other byte stays what it is, broken UTF-8 too. */
final class JsonString {
    private static final int HEX_DIGITS = 4;

    private final byte[] json;
    private final byte[] content;
    private int at;
    private int length;

    private JsonString(byte[] json, int begin, int end, int escapes) {
        this.json = json;
        this.at = begin;
        // each escape is at least one byte longer than what it stands for, and mostly just that: no second copy is
        // needed then
        this.content = new byte[end - begin - escapes];
    }

    /** The string whose opening quote stands at this index. */
    static byte[] at(byte[] json, int quote) {
        if (json[quote] != '"') {
            throw new UnreadableAnswer("no string at byte " + quote, null);
        }
        int end = next(json, quote + 1);
        int escapes = 0;
        while (json[end] == '\\') {
            end = next(json, end + 2);
            escapes++;
        }
        return escapes == 0
                ? Arrays.copyOfRange(json, quote + 1, end)
                : new JsonString(json, quote + 1, end, escapes).unescaped(end);
    }

    /** The next quote or backslash. */
    private static int next(byte[] json, int from) {
        return ByteSearch.either(json, from, json.length, '"', '\\');
    }

    private byte[] unescaped(int end) {
        while (at < end) {
            int from = at;
            at = ByteSearch.either(json, at, end, '\\', '\\');
            System.arraycopy(json, from, content, length, at - from);
            length += at - from;
            if (at < end) {
                at++;
                escape(json[at++]);
            }
        }
        return length == content.length ? content : Arrays.copyOf(content, length);
    }

    private void escape(byte kind) {
        switch (kind) {
            case 'b' -> content[length++] = '\b';
            case 'f' -> content[length++] = '\f';
            case 'n' -> content[length++] = '\n';
            case 'r' -> content[length++] = '\r';
            case 't' -> content[length++] = '\t';
            case 'u' -> utf8(codePoint());
            default -> content[length++] = kind;
        }
    }

    private int codePoint() {
        char first = hex();
        boolean pair = Character.isHighSurrogate(first) && json[at] == '\\' && json[at + 1] == 'u';
        if (!pair) {
            return first;
        }
        int afterFirst = at;
        at += 2;
        char second = hex();
        if (Character.isLowSurrogate(second)) {
            return Character.toCodePoint(first, second);
        }
        at = afterFirst;
        return first;
    }

    private char hex() {
        int value = 0;
        for (int end = at + HEX_DIGITS; at < end; at++) {
            value = (value << 4) | Character.digit(json[at], 16);
        }
        return (char) value;
    }

    /** Half a surrogate pair has no UTF-8; it takes three bytes as if it had, so that nothing is altered in silence. */
    private void utf8(int codePoint) {
        if (codePoint < 0x80) {
            content[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            content[length++] = (byte) (0xC0 | (codePoint >> 6));
            continuation(codePoint);
        } else if (codePoint < 0x10000) {
            content[length++] = (byte) (0xE0 | (codePoint >> 12));
            continuation(codePoint >> 6);
            continuation(codePoint);
        } else {
            content[length++] = (byte) (0xF0 | (codePoint >> 18));
            continuation(codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        }
    }

    private void continuation(int bits) {
        content[length++] = (byte) (0x80 | (bits & 0x3F));
    }
}
