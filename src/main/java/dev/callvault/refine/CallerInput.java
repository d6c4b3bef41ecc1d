package dev.callvault.refine;

import java.util.List;

/**
 * Finds card numbers among what a caller typed or said, {@code User input: 6 (dtmf)}, which comes in pieces, often one digit a
 * line with other lines between. Every run of 13 to 19 digits in a row that passes Luhn's check is masked, wherever it begins:
 * among keys that were pressed nothing tells where a number starts. Linear in the length of the text.
 */
final class CallerInput {
    static final String RULE = "caller-input";
    private static final String MARK = "user input:";
    private static final int LONGEST = 512;
    private static final List<String> WORDS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh");

    private final Masks masks;
    private final byte[] text;
    private final DigitWindow digits = new DigitWindow();

    private CallerInput(Masks masks) {
        this.masks = masks;
        this.text = masks.original();
    }

    static void mask(Masks masks) {
        new CallerInput(masks).scan();
    }

    private void scan() {
        int at = 0;
        while (at < text.length) {
            at = isMark(at) ? input(at + MARK.length()) : at + 1;
        }
    }

    private boolean isMark(int at) {
        return (text[at] | 0x20) == 'u' && isAt(at, MARK);
    }

    /** Whether a word stands here, in whatever case. */
    private boolean isAt(int at, String word) {
        if (at + word.length() > text.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            byte each = text[at + i];
            if ((each >= 'A' && each <= 'Z' ? each | 0x20 : each) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads one input to where its kind is told in brackets, or its line ends; returns where that is. */
    private int input(int begin) {
        int at = begin;
        while (at < text.length && at - begin < LONGEST && !isEnd(at)) {
            at += Math.max(1, token(at));
        }
        return at;
    }

    /** In an answer that is kept as it came, a line ends with {@code \n}, a text with a quote or a tag. */
    private boolean isEnd(int at) {
        return switch (text[at]) {
            case '(', '\n', '\r', '"', '<' -> true;
            case '\\' -> Tokens.digit(text, at) < 0 && Tokens.star(text, at) == 0;
            default -> false;
        };
    }

    /** What was masked before, or the star key: digits on its two sides are no number. */
    private int token(int at) {
        int star = Tokens.star(text, at);
        if (star > 0) {
            digits.clear();
            return star;
        }
        int digit = Tokens.digit(text, at);
        if (digit >= 0) {
            take(at, digit >> 4, digit & 15);
            return digit >> 4;
        }
        for (int value = 0; value < WORDS.size(); value++) {
            if (isAt(at, WORDS.get(value))) {
                take(at, WORDS.get(value).length(), value % 10);
                return WORDS.get(value).length();
            }
        }
        return 0;
    }

    private void take(int at, int length, int value) {
        digits.add(at, length, value, false);
        digits.eachCard(found -> masks.lay(RULE, digits, found));
    }
}
