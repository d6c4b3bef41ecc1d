package dev.callvault.refine;

/**
 * Finds card numbers in running text: 13 to 19 digits that pass Luhn's check, in one piece or in groups with up to
 * three separators between them. A number consists of whole groups, so it is never cut out of a longer run of digits.
 * Linear in the length of the text.
 *
 * <p>Numbers that pass the check by chance but are clearly something else are left: telephone numbers with an
 * international prefix, milliseconds since 1970, and calendar times such as {@code 20171103001042}.
 */
final class CardNumbers {
    static final String RULE = "card-number";
    private static final int MAX_SEPARATORS = 3;
    private static final int MAX_PHONE = 15;

    private final Masks masks;
    private final Passage passage;
    private final byte[] text;
    private final DigitWindow digits = new DigitWindow();

    private CardNumbers(Masks masks, Passage passage) {
        this.masks = masks;
        this.passage = passage;
        this.text = passage.text();
    }

    /** Masks the numbers in a passage; no number crosses its ends. */
    static void mask(Masks masks, Passage passage) {
        new CardNumbers(masks, passage).scan();
    }

    /** A card number leaves no gap of this many bytes, so checking every thirteenth byte skips most of a text. */
    private void scan() {
        int at = DigitWindow.FEWEST - 1;
        while (at < text.length) {
            at = (Tokens.isOfNumber(text[at]) ? stretch(at) : at) + DigitWindow.FEWEST;
        }
    }

    /** Checks everything around a byte that could belong to the same number; returns where that ends. */
    private int stretch(int within) {
        int begin = within;
        while (begin > 0 && Tokens.isOfNumber(text[begin - 1])) {
            begin--;
        }
        int end = within;
        while (end < text.length && Tokens.isOfNumber(text[end])) {
            end++;
        }
        int at = end - begin < DigitWindow.FEWEST ? end : begin;
        while (at < end) {
            at = Tokens.digit(text, at) < 0 ? at + 1 : run(at);
        }
        return end;
    }

    /**
     * Checks groups of digits up to anything but a few separators; returns that position. Most runs are times and short
     * numbers, which are only counted.
     */
    private int run(int begin) {
        int count = 0;
        int end = begin;
        int at = begin;
        while (digit(at) >= 0) {
            end = at + (digit(at) >> 4);
            at = digit(end) >= 0 ? end : separators(end);
            count++;
        }
        if (count >= DigitWindow.FEWEST) {
            read(begin, end);
        }
        return end;
    }

    private void read(int begin, int end) {
        digits.clear();
        int at = group(begin);
        while (at < end) {
            at = group(separators(at));
        }
    }

    private int group(int begin) {
        int at = begin;
        int count = 0;
        for (int digit = digit(at); digit >= 0; digit = digit(at)) {
            digits.add(passage.begin() + at, digit >> 4, digit & 15, count == 0);
            at += digit >> 4;
            count++;
        }
        if (count > DigitWindow.MAX) {
            digits.clear();
        } else {
            digits.eachCard(this::found);
        }
        return at;
    }

    private int digit(int at) {
        return at < text.length ? Tokens.digit(text, at) : -1;
    }

    private int separators(int begin) {
        int at = begin;
        for (int i = 0; i < MAX_SEPARATORS && at < text.length; i++) {
            at += Tokens.separator(text, at);
        }
        return at;
    }

    private void found(int length) {
        if (digits.opensGroup(length - 1) && !isPhone(length) && !isTime(length)) {
            masks.lay(RULE, digits, length);
        }
    }

    private boolean isPhone(int length) {
        int begin = digits.at(length - 1) - passage.begin();
        boolean isInternational = begin > 0 && text[begin - 1] == '+' && length <= MAX_PHONE;
        return isInternational || (isOneGroup(length) && isDialledAbroad(length));
    }

    /** Dialled with 011, as in North America, or 00. */
    private boolean isDialledAbroad(int length) {
        int first = digits.value(length - 1);
        int second = digits.value(length - 2);
        int third = digits.value(length - 3);
        return first == 0 && ((second == 0 && third != 0) || (second == 1 && third == 1));
    }

    private boolean isTime(int length) {
        boolean isMillis = length == 13 && digits.value(12) == 1 && isOneGroup(length);
        return isMillis || ((length == 14 || length == 17) && isCalendarTime(length));
    }

    private boolean isCalendarTime(int length) {
        int century = number(length, 0);
        return (century == 19 || century == 20)
                && isWithin(number(length, 4), 1, 12)
                && isWithin(number(length, 6), 1, 31)
                && number(length, 8) < 24
                && number(length, 10) < 60
                && number(length, 12) < 61;
    }

    private static boolean isWithin(int number, int least, int most) {
        return least <= number && number <= most;
    }

    /** Two digits, at an offset from the start of the number. */
    private int number(int length, int offset) {
        int back = length - 1 - offset;
        return 10 * digits.value(back) + digits.value(back - 1);
    }

    private boolean isOneGroup(int length) {
        for (int back = 0; back < length - 1; back++) {
            if (digits.opensGroup(back)) {
                return false;
            }
        }
        return true;
    }
}
