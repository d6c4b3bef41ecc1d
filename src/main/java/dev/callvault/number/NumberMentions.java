package dev.callvault.number;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One search for numbers in one text. Keeps only the last characters it has seen. */
final class NumberMentions {
    private static final int MAX_GAP = 3;
    private static final int AHEAD = 24;

    // Behind a number: nothing that makes it longer, or a part of a name. An extension may follow without a space.
    private static final Pattern PART_OF_MORE = Pattern.compile(
            "(?!(?i:extension|extn|ext|xtn|x|w|p)[.:=]? ?[0-9]{1,9}(?![0-9\\p{L}]))(?:[0-9\\p{L}]|-[0-9]).*",
            Pattern.DOTALL);

    private final NumberReader reader;
    private final String region;
    private final List<Sought> sought;
    private final CharSequence text;
    private final Behind behind = new Behind();

    NumberMentions(NumberReader reader, String region, List<Sought> sought, CharSequence text) {
        this.reader = reader;
        this.region = region;
        this.sought = sought;
        this.text = text;
    }

    /** Tells of each mention until it is enough; whether it was. */
    boolean search(Predicate<Passage> isEnough) {
        for (int i = 0; i < text.length(); ) {
            Escapes next = Escapes.at(text, i);
            behind.add(next.character(), i);
            i += next.length();
            if (Text.isDigit(next.character()) && endsHere(i, isEnough)) {
                return true;
            }
        }
        return false;
    }

    private boolean endsHere(int end, Predicate<Passage> isEnough) {
        String ahead = null;
        for (Sought it : sought) {
            int first = behind.beginOf(it.digits(), MAX_GAP);
            if (first < 0) {
                continue;
            }
            ahead = ahead == null ? ahead(end) : ahead;
            if (PART_OF_MORE.matcher(ahead).matches()) {
                continue;
            }
            int begin = new Leftwards(behind, first, ahead.startsWith("@")).begin(it, this::isRead);
            if (begin >= 0 && isEnough.test(new Passage(begin, end))) {
                return true;
            }
        }
        return false;
    }

    private boolean isRead(String spelling, Sought it) {
        return it.form().equals(reader.read(spelling, region).form());
    }

    private String ahead(int end) {
        StringBuilder ahead = new StringBuilder(AHEAD);
        for (int i = end; i < text.length() && ahead.length() < AHEAD; ) {
            Escapes next = Escapes.at(text, i);
            if (next.character() >= 0) {
                ahead.append((char) next.character());
            }
            i += next.length();
        }
        return ahead.toString();
    }

    /** A number that is looked for, and the digits that all its spellings have in common. */
    record Sought(String form, String digits) {}
}
