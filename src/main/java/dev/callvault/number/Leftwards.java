package dev.callvault.number;

import java.util.function.BiPredicate;

/** Decides, from the digits that were found towards the left, where a mention begins, and whether it is one. */
final class Leftwards {
    private static final int NONE = -1;
    private static final int MAX_GAP = 3;
    // 00 or 011, a country code, a trunk prefix, and one to spare.
    private static final int MAX_PREFIX = 8;

    private final Behind behind;
    private final boolean isAtHost;
    private final StringBuilder prefix = new StringBuilder();
    private int back;

    Leftwards(Behind behind, int first, boolean isAtHost) {
        this.behind = behind;
        this.back = first;
        this.isAtHost = isAtHost;
    }

    /** Where in the text the mention begins, as far to the left as it reads as what is sought; negative if it is none. */
    int begin(NumberMentions.Sought sought, BiPredicate<String, NumberMentions.Sought> isRead) {
        int begin = NONE;
        while (prefix.length() <= MAX_PREFIX) {
            char before = behind.at(back + 1);
            if (Text.isDigit(before)) {
                takeDigit();
                continue;
            }
            String digits = prefix + sought.digits();
            int gap = gap();
            char beyond = behind.at(back + 1 + gap);
            if (beyond == '+') {
                // What follows a plus is read as a whole, or is another country's.
                boolean isWhole = isRead.test("+" + digits, sought);
                return isWhole && !isPartOfName(back + 1 + gap) ? behind.position(back + 1 + gap) : NONE;
            }
            boolean isTight = gap == 1 && (before == '-' || before == '.') && Text.isDigit(beyond);
            if (!isTight
                    && !Text.isLetter(before)
                    && !isEpoch(digits)
                    && !isSession()
                    && !isPartOfName(back)
                    && isRead.test(digits, sought)) {
                begin = opened(gap);
            }
            if (!Text.isDigit(beyond)) {
                return begin;
            }
            back += gap;
            takeDigit();
        }
        // Only the digits before a gap decide: a number may follow another one behind a space.
        return begin;
    }

    private void takeDigit() {
        back++;
        prefix.insert(0, behind.at(back));
    }

    private int gap() {
        int gap = 0;
        while (gap < MAX_GAP && Behind.isSeparator(behind.at(back + 1 + gap))) {
            gap++;
        }
        return gap;
    }

    /** With the bracket around an area code. */
    private int opened(int gap) {
        return behind.position(gap > 0 && behind.at(back + 1) == '(' ? back + 1 : back);
    }

    /** Ten digits from 1: a time, as far as no trunk prefix or country code says anything else. */
    private static boolean isEpoch(String digits) {
        return digits.length() == 10 && digits.charAt(0) == '1';
    }

    /** Whether it is the last part of a session's id, {@code server;channel;epoch}. */
    private boolean isSession() {
        int at = back + 1;
        if (behind.at(at++) != ';' || !Text.isDigit(behind.at(at))) {
            return false;
        }
        while (Text.isDigit(behind.at(at))) {
            at++;
        }
        if (behind.at(at++) != ';') {
            return false;
        }
        int begin = at;
        boolean hasLetters = false;
        while (Text.isDigit(behind.at(at)) || Text.isLetter(behind.at(at)) || "-._".indexOf(behind.at(at)) >= 0) {
            hasLetters |= Text.isLetter(behind.at(at++));
        }
        return at > begin && hasLetters;
    }

    /** Whether it ends the name in front of an @, as in anna.6175551234@example.com. */
    private boolean isPartOfName(int first) {
        char before = behind.at(first + 1);
        return isAtHost
                && (Text.isLetter(before) || ("-._+".indexOf(before) >= 0 && Text.isLetter(behind.at(first + 2))));
    }
}
