package dev.callvault.number;

import java.util.List;
import java.util.function.Predicate;

/** One search for short codes and logins in one text. */
final class WordMentions {
    private static final int MAX_CHANNEL = 7;
    private static final int MIN_EPOCH = 9;

    private final List<String> words;
    private final CharSequence text;

    WordMentions(List<String> words, CharSequence text) {
        this.words = words;
        this.text = text;
    }

    /** Tells of each mention until it is enough; whether it was. */
    boolean search(Predicate<Passage> isEnough) {
        for (int i = 0; i < text.length(); i++) {
            char first = Character.toLowerCase(text.charAt(i));
            for (String it : words) {
                if (it.charAt(0) == first && isHere(it, i) && isEnough.test(new Passage(i, i + it.length()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isHere(String word, int begin) {
        int end = begin + word.length();
        if (end > text.length()) {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            if (Character.toLowerCase(text.charAt(begin + i)) != word.charAt(i)) {
                return false;
            }
        }
        return word.indexOf('@') >= 0 ? isLogin(begin, end) : isCode(begin, end);
    }

    private boolean isLogin(int begin, int end) {
        char before = at(begin - 1);
        char after = at(end);
        return (isEscape(begin) || !(isWord(before) || ".%+-".indexOf(before) >= 0))
                && !(isWord(after) || after == '-')
                && !(after == '.' && isWord(at(end + 1)));
    }

    private boolean isCode(int begin, int end) {
        char before = at(begin - 1);
        char after = at(end);
        return (isEscape(begin) || !(isWord(before) || isKey(before) || isJoint(before, at(begin - 2))))
                && !(isWord(after) || isKey(after) || isJoint(after, at(end + 1)))
                && !isInSession(begin, end);
    }

    private static boolean isWord(char it) {
        return it == '_' || Text.isDigit(it) || Text.isLetter(it);
    }

    private static boolean isKey(char it) {
        return it == '*' || it == '#';
    }

    /** Between the parts of a time, a date, a decimal or a longer number. */
    private static boolean isJoint(char joint, char beyond) {
        return ".:/-".indexOf(joint) >= 0 && Text.isDigit(beyond);
    }

    /** Whether it is the channel in a session's id, {@code server;channel;epoch}, or the epoch. */
    private boolean isInSession(int begin, int end) {
        if (at(begin - 1) != ';') {
            return false;
        }
        int channel = digits(begin - 2, -1);
        return (at(end) == ';' && digits(end + 1, 1) >= MIN_EPOCH)
                || (end - begin >= MIN_EPOCH && channel > 0 && at(begin - 2 - channel) == ';');
    }

    /** How many digits follow each other from here, as far as it matters. */
    private int digits(int from, int step) {
        int count = 0;
        while (count < Math.max(MAX_CHANNEL, MIN_EPOCH) && Text.isDigit(at(from + count * step))) {
            count++;
        }
        return count;
    }

    /** Whether an escaped character stands in front: a line break in JSON, a space or the like in a URL. */
    private boolean isEscape(int begin) {
        return (begin >= 2 && Escapes.at(text, begin - 2).length() == 2)
                || (begin >= 3 && Escapes.at(text, begin - 3).length() == 3);
    }

    private char at(int index) {
        return index < 0 || index >= text.length() ? '\n' : text.charAt(index);
    }
}
