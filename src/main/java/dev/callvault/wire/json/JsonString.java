package dev.callvault.wire.json;

import dev.callvault.content.Content;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.util.Arrays;

/**
 * A JSON string's content in bytes: escapes become UTF-8, and every other byte is unchanged, even broken UTF-8. The
 * string was walked before, so it is known to be valid.
 */
final class JsonString {
    /** In bytes: a surrogate pair. */
    static final int MAX_ESCAPE = 12;

    private static final int HEX_DIGITS = 4;

    private final byte[] json;
    private final byte[] content;
    private int at;
    private int length;

    /**
     * A part of a string.
     *
     * @param begin where it begins or continues
     * @param content the output; unescaped content is never longer than its source
     */
    JsonString(byte[] json, int begin, byte[] content) {
        this.json = json;
        this.at = begin;
        this.content = content;
    }

    /** The string whose opening quote is at this index. */
    static Content at(Content json, long quote) {
        return json.isPlain()
                ? Content.of(at(json.bytes(), Math.toIntExact(quote)))
                : new JsonStringContent(json, quote);
    }

    private static byte[] at(byte[] json, int quote) {
        if (json[quote] != '"') {
            throw new UnreadableAnswer("no string at byte " + quote, null);
        }
        int end = next(json, quote + 1, json.length);
        int escapes = 0;
        while (json[end] == '\\') {
            end = next(json, end + 2, json.length);
            escapes++;
        }
        if (escapes == 0) {
            return Arrays.copyOfRange(json, quote + 1, end);
        }
        // each escape is at least one byte longer than its character, and mostly exactly one: no second copy is needed
        // then
        byte[] content = new byte[end - quote - 1 - escapes];
        JsonString string = new JsonString(json, quote + 1, content);
        string.unescape(end, end);
        return string.length == content.length ? content : Arrays.copyOf(content, string.length);
    }

    /** The next quote or backslash. */
    private static int next(byte[] json, int from, int end) {
        return ByteSearch.either(json, from, end, '"', '\\');
    }

    /**
     * Continues to the string's end.
     *
     * @param end of the available part
     * @param lastEscape the last position where an escape may begin and still be complete
     */
    void unescape(int end, int lastEscape) {
        plain(end);
        while (at < end && at <= lastEscape && json[at] == '\\') {
            at++;
            escape(json[at++]);
            plain(end);
        }
    }

    /** Copies up to the next escape. */
    private void plain(int end) {
        int from = at;
        at = next(json, at, end);
        System.arraycopy(json, from, content, length, at - from);
        length += at - from;
    }

    /** The current position. */
    int at() {
        return at;
    }

    /** The number of bytes written. */
    int length() {
        return length;
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

    /**
     * Half a surrogate pair has no UTF-8 form; it is encoded in three bytes as if it had, so that nothing is altered
     * silently.
     */
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
