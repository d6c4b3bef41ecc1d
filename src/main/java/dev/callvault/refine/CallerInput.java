package dev.callvault.refine;

import java.util.Arrays;
import java.util.List;

/**
 * Finds card numbers in what a caller typed or said, {@code User input: 6 (dtmf)}. Such input comes in pieces, often
 * one digit per line with other lines in between. Every run of 13 to 19 consecutive digits that passes Luhn's check is
 * masked, wherever it starts: nothing marks where a number begins among pressed keys. Linear in the length of the text.
 */
final class CallerInput {
    static final String RULE = "caller-input";
    private static final String MARK = "user input:";
    /**
     * For each byte, in either case, the distance from its last place in the mark, excluding the end, to the end of the
     * mark.
     */
    private static final int[] SKIPS = new int[256];

    private static final int MAX_LENGTH = 512;
    private static final List<String> WORDS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh");

    static {
        Arrays.fill(SKIPS, MARK.length());
        for (int i = 0; i < MARK.length() - 1; i++) {
            SKIPS[MARK.charAt(i)] = MARK.length() - 1 - i;
            SKIPS[Character.toUpperCase(MARK.charAt(i))] = MARK.length() - 1 - i;
        }
    }

    private final Masks masks;
    private final Passage passage;
    private final byte[] text;
    private final DigitWindow digits;

    private CallerInput(Masks masks, Passage passage, DigitWindow digits) {
        this.masks = masks;
        this.passage = passage;
        this.text = passage.text();
        this.digits = digits;
    }

    /**
     * Masks what was typed in a passage.
     *
     * @param digits digits from earlier passages, to continue with
     */
    static void mask(Masks masks, Passage passage, DigitWindow digits) {
        new CallerInput(masks, passage, digits).scan();
    }

    /**
     * Checks where a mark would end, and skips as far as the byte there allows (Boyer, Moore and Horspool's search).
     */
    private void scan() {
        int at = 0;
        while (at + MARK.length() <= text.length) {
            byte last = text[at + MARK.length() - 1];
            if (last == ':' && isAt(at, MARK)) {
                at = input(at + MARK.length());
            } else {
                at += SKIPS[last & 0xFF];
            }
        }
    }

    /** Whether a word is at this position, ignoring case. */
    private boolean isAt(int at, String word) {
        if (at + word.length() > text.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (lower(text[at + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte each) {
        return each >= 'A' && each <= 'Z' ? each | 0x20 : each;
    }

    /** Reads one input up to its kind in brackets or the end of its line; returns that position. */
    private int input(int begin) {
        int at = begin;
        while (at < text.length && at - begin < MAX_LENGTH && !isEnd(at)) {
            at += Math.max(1, token(at));
        }
        return at;
    }

    /** In a response kept as received, a line ends with {@code \n}, a string with a quote or a tag. */
    private boolean isEnd(int at) {
        return switch (text[at]) {
            case '(', '\n', '\r', '"', '<' -> true;
            case '\\' -> Tokens.digit(text, at) < 0 && Tokens.star(text, at) == 0;
            default -> false;
        };
    }

    /** An earlier mask or the star key: the digits on both sides do not form a number. */
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
        digits.add(passage.begin() + at, length, value, false);
        digits.eachCard(found -> masks.lay(RULE, digits, found));
    }
}
