package dev.callvault.number;

/** The last characters of a text, made plain, and where they stand in it. */
final class Behind {
    private static final int CAPACITY = 256;

    private final char[] characters = new char[CAPACITY];
    private final int[] positions = new int[CAPACITY];
    private int count;

    /** Adds a character; a negative one is nothing to see, and is left out. */
    void add(int character, int position) {
        if (character >= 0) {
            // Where the count wraps around, so does the index, as the capacity is a power of two.
            characters[count & (CAPACITY - 1)] = (char) character;
            positions[count & (CAPACITY - 1)] = position;
            count++;
        }
    }

    /** The character so many before the last one; a line break before the text's begin, and beyond what is kept. */
    char at(int back) {
        return isKept(back) ? characters[(count - 1 - back) & (CAPACITY - 1)] : '\n';
    }

    int position(int back) {
        return positions[(count - 1 - back) & (CAPACITY - 1)];
    }

    private boolean isKept(int back) {
        return back < CAPACITY && back < count;
    }

    /** How far back these digits begin if they are the last ones, with no more separators between two than told; or -1. */
    int beginOf(String digits, int maxGap) {
        int back = 0;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int gap = 0;
            while (isSeparator(at(back)) && gap < maxGap && i < digits.length() - 1) {
                back++;
                gap++;
            }
            if (at(back) != digits.charAt(i)) {
                return -1;
            }
            back++;
        }
        return back - 1;
    }

    /** What people write between the digits of one number. */
    static boolean isSeparator(char character) {
        return switch (character) {
            case ' ', '-', '.', '(', ')', '/', '[', ']' -> true;
            default -> false;
        };
    }
}
