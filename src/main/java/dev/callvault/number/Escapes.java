package dev.callvault.number;

/**
 * One character of a text, as it is meant: URLs and JSON write some in several characters. Only what may stand around a
 * number is decoded, never a digit or a letter, so that a percentage stays one.
 *
 * @param character made {@link Text#plain(int) plain}; a line break for what ends a line or a column
 * @param length how many characters of the text it takes
 */
record Escapes(int character, int length) {
    static Escapes at(CharSequence text, int index) {
        char first = text.charAt(index);
        if (first == '%') {
            int code = hex(text, index + 1, 2);
            return isAround(code) ? new Escapes(plain(code), 3) : new Escapes('%', 1);
        }
        if (first == '\\' && index + 1 < text.length()) {
            return escaped(text, index, text.charAt(index + 1));
        }
        return new Escapes(plain(first), 1);
    }

    private static Escapes escaped(CharSequence text, int index, char kind) {
        if (kind == 'u') {
            int code = hex(text, index + 2, 4);
            return isAround(code) || code >= 128 ? new Escapes(plain(code), 6) : new Escapes('\\', 1);
        }
        return "nrtbf".indexOf(kind) >= 0 ? new Escapes('\n', 2) : new Escapes('\\', 1);
    }

    private static int plain(int code) {
        return code < ' ' ? '\n' : Text.plain(code);
    }

    private static boolean isAround(int code) {
        return code >= 0 && code < 128 && !Text.isDigit(code) && !Text.isLetter(code);
    }

    private static int hex(CharSequence text, int begin, int length) {
        if (begin + length > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = begin; i < begin + length; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
