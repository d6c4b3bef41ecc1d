package dev.callvault.refine;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Recognises digits and their usual separators in bytes: plain and full-width digits, and those escaped by JSON, XML or
 * a URL, since a quarantined response is kept as received.
 */
final class Tokens {
    /** In bytes: a JSON escape, or a hexadecimal XML reference. */
    static final int MAX_LENGTH = 6;

    private static final int NONE = -1;
    /** Bytes that can start a digit: this lookup alone skips most bytes. */
    private static final boolean[] BEGINS_DIGIT = new boolean[256];

    /** Every byte that can be part of a digit or separator in any notation, and some others, such as letters. */
    private static final boolean[] OF_NUMBER = new boolean[256];

    static {
        for (int each = '0'; each <= '9'; each++) {
            BEGINS_DIGIT[each] = true;
        }
        BEGINS_DIGIT['\\'] = true;
        BEGINS_DIGIT['&'] = true;
        BEGINS_DIGIT[0xEF] = true;
        for (byte each : "0123456789\\u&#xX;\uFF10 -.+\t%Dd\u00A0\u2010".getBytes(UTF_8)) {
            OF_NUMBER[each & 0xFF] = true;
        }
        for (int each = 0x90; each <= 0x99; each++) {
            OF_NUMBER[each] = true; // the last bytes of full-width digits and dashes
        }
    }

    private Tokens() {}

    static boolean isOfNumber(byte each) {
        return OF_NUMBER[each & 0xFF];
    }

    /** The digit at this position, as its value and token length: {@code length << 4 | value}; negative for none. */
    static int digit(byte[] text, int at) {
        if (!BEGINS_DIGIT[text[at] & 0xFF]) {
            return NONE;
        }
        return switch (text[at]) {
            case '\\' -> isAt(text, at, "\\u003") ? ending(text, at + 5, 6, "") : NONE;
            case '&' -> reference(text, at);
            case (byte) 0xEF -> fullWidth(text, at);
            default -> 1 << 4 | (text[at] - '0');
        };
    }

    /** An XML reference to a digit, by its number: 48 to 57, or 30 to 39 in hexadecimal. */
    private static int reference(byte[] text, int at) {
        if (isAt(text, at, "&#x3") || isAt(text, at, "&#X3")) {
            return ending(text, at + 4, 6, ";");
        }
        boolean isWhole = at + 5 <= text.length && isAt(text, at, "&#") && text[at + 4] == ';';
        if (!isWhole || !isPlain(text[at + 2]) || !isPlain(text[at + 3])) {
            return NONE;
        }
        int code = (text[at + 2] - '0') * 10 + text[at + 3] - '0';
        return code >= '0' && code <= '9' ? 5 << 4 | (code - '0') : NONE;
    }

    private static int ending(byte[] text, int at, int length, String end) {
        return at < text.length && isPlain(text[at]) && isAt(text, at + 1, end) ? length << 4 | (text[at] - '0') : NONE;
    }

    private static boolean isPlain(byte each) {
        return each >= '0' && each <= '9';
    }

    private static int fullWidth(byte[] text, int at) {
        boolean is = at + 2 < text.length
                && text[at + 1] == (byte) 0xBC
                && (text[at + 2] & 0xFF) >= 0x90
                && (text[at + 2] & 0xFF) <= 0x99;
        return is ? 3 << 4 | ((text[at + 2] & 0xFF) - 0x90) : NONE;
    }

    /** The length of the separator at this position; 0 for none. */
    static int separator(byte[] text, int at) {
        return switch (text[at]) {
            case ' ', '-', '.', '+', '\t' -> 1;
            case '%' -> isAt(text, at, "%20") || isAt(text, at, "%2D") || isAt(text, at, "%2d") ? 3 : 0;
            case (byte) 0xC2 -> at + 1 < text.length && text[at + 1] == (byte) 0xA0 ? 2 : 0;
            case (byte) 0xE2 -> isDash(text, at) ? 3 : 0;
            default -> 0;
        };
    }

    /** The hyphens and dashes from U+2010 to U+2015. */
    private static boolean isDash(byte[] text, int at) {
        return at + 2 < text.length
                && text[at + 1] == (byte) 0x80
                && (text[at + 2] & 0xFF) >= 0x90
                && (text[at + 2] & 0xFF) <= 0x95;
    }

    /** The length of a star, left by a mask or a caller; 0 for none. */
    static int star(byte[] text, int at) {
        return switch (text[at]) {
            case '*' -> 1;
            case '\\' -> isAt(text, at, "\\u002a") ? 6 : 0;
            case '&' -> isAt(text, at, "&#42;") ? 5 : isAt(text, at, "&#x2a;") ? 6 : 0;
            case (byte) 0xEF ->
                at + 2 < text.length && text[at + 1] == (byte) 0xBC && text[at + 2] == (byte) 0x8A ? 3 : 0;
            default -> 0;
        };
    }

    /**
     * Writes a mask of the same length over a digit, in the digit's own notation, so that no syntax breaks.
     *
     * @return how many bytes it wrote; for a digit spelled as a word, only its first letter
     */
    static int mask(byte[] text, int at) {
        return switch (text[at]) {
            case '\\' -> write(text, at, "\\u002a");
            case '&' -> write(text, at, text[at + 2] == 'x' || text[at + 2] == 'X' ? "&#x2a;" : "&#42;");
            case (byte) 0xEF -> write(text, at, "\uFF0A");
            default -> write(text, at, "*");
        };
    }

    private static int write(byte[] text, int at, String mask) {
        byte[] bytes = mask.getBytes(UTF_8);
        System.arraycopy(bytes, 0, text, at, bytes.length);
        return bytes.length;
    }

    /** Whether this ASCII text is at this position. */
    static boolean isAt(byte[] text, int at, String expected) {
        if (at + expected.length() > text.length) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (text[at + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
