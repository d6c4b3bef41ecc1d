package dev.callvault.number;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters as they come, made plain. */
final class Text {
    private static final int MAX_SHOWN = 100;
    private static final Pattern ESCAPED = Pattern.compile("%([0-7][0-9A-Fa-f])");

    private Text() {}

    /** What is kept of a spelling that cannot be read. */
    static String shown(String spelling) {
        String lower = whole(spelling).strip().toLowerCase(Locale.ROOT);
        int length = lower.codePointCount(0, lower.length());
        // Cutting may leave a space at the end, which would not survive being read again.
        return lower.substring(0, lower.offsetByCodePoints(0, Math.min(length, MAX_SHOWN)))
                .strip();
    }

    /**
     * Digits of any script as ours, full-width characters as usual ones, each kind of space as a space, each dash as a
     * hyphen; without marks of the writing's direction; with what is percent-encoded decoded.
     */
    static String plain(String spelling) {
        StringBuilder plain = new StringBuilder(spelling.length());
        spelling.codePoints().map(Text::plain).filter(it -> it >= 0).forEach(plain::appendCodePoint);
        String text = plain.toString();
        return (text.indexOf('%') < 0 ? text : decoded(text)).strip();
    }

    private static String decoded(String text) {
        return ESCAPED.matcher(text).replaceAll(Text::character).replaceAll("\\p{Cntrl}", " ");
    }

    private static String character(MatchResult escape) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }

    /** A character made plain; negative if it is nothing to see. */
    static int plain(int character) {
        if (character < 128) {
            return character < ' ' ? ' ' : character;
        }
        if (character >= 0xFF01 && character <= 0xFF5E) {
            return character - 0xFF01 + '!';
        }
        return switch (Character.getType(character)) {
            case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(character, 10);
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL -> ' ';
            case Character.DASH_PUNCTUATION -> '-';
            case Character.FORMAT -> -1;
            // The minus sign, the katakana sound mark that Japan writes for a dash, and other dots and quotes.
            default ->
                switch (character) {
                    case 0x2212, 0x30FC -> '-';
                    case 0x00B7, 0x2022, 0x2219 -> '.';
                    case 0x2018, 0x2019, 0x201C, 0x201D -> '"';
                    default -> character;
                };
        };
    }

    /** Without half surrogates and zero bytes, which no database takes. */
    private static String whole(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(it -> it >= Character.MIN_SURROGATE && it <= Character.MAX_SURROGATE ? 0xFFFD : it)
                .filter(it -> it != 0)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isLetter(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || Character.isLetter(character);
    }
}
