package dev.callvault.refine;

/**
 * The last digits of a text, as many as a card number can have, with their positions. Reports for which lengths the
 * digits pass Luhn's check as a card number. Not for use by several threads.
 */
final class DigitWindow {
    static final int FEWEST = 13;
    static final int MAX = 19;
    /** A power of two, so that slot numbers wrap around by a bit mask. */
    private static final int SLOTS = 32;

    private final int[] at = new int[SLOTS];
    private final int[] length = new int[SLOTS];
    private final int[] value = new int[SLOTS];
    private final boolean[] opens = new boolean[SLOTS];
    private int last = -1;
    private int size;

    /**
     * Adds a digit.
     *
     * @param position where its token begins in the whole text
     * @param tokenLength in bytes
     * @param opensGroup whether a separator or the start of the text precedes it
     */
    void add(int position, int tokenLength, int digit, boolean opensGroup) {
        last = slot(-1);
        at[last] = position;
        length[last] = tokenLength;
        value[last] = digit;
        opens[last] = opensGroup;
        size = Math.min(size + 1, MAX);
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** The position of the digit this many places before the last one. */
    int at(int back) {
        return at[slot(back)];
    }

    int length(int back) {
        return length[slot(back)];
    }

    int value(int back) {
        return value[slot(back)];
    }

    boolean opensGroup(int back) {
        return opens[slot(back)];
    }

    private int slot(int back) {
        return (last - back) & (SLOTS - 1);
    }

    /** Reports each length, shortest first, at which the last digits pass Luhn's check. */
    void eachCard(Lengths found) {
        if (size < FEWEST) {
            return;
        }
        int sum = 0;
        for (int back = 0; back < size; back++) {
            int digit = value(back);
            int doubled = digit > 4 ? 2 * digit - 9 : 2 * digit;
            sum += back % 2 == 0 ? digit : doubled;
            if (back + 1 >= FEWEST && sum % 10 == 0) {
                found.at(back + 1);
            }
        }
    }

    /** Receives a length. */
    interface Lengths {
        void at(int length);
    }
}
