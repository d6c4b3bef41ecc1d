package dev.callvault.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds where a text mentions a number, however it is written there. Safe for many threads.
 *
 * <p>It looks for the digits that all spellings of a number share, takes in what stands around them, and has that read like
 * any other spelling. So it finds whatever {@link NumberReader} reads, also numbers that no plan knows yet, in time that
 * grows with the text's length, and with the number of forms. It keeps nothing of the text.
 *
 * <p>A text of 100 MB may be handed over in pieces. Let each begin {@link #REACH} characters before the end of the one
 * before, and leave out what begins in the first half of a piece's overlap with the one before it, or in the second half of
 * its overlap with the one behind it: there, what stands around a mention may be cut off. So each counts once.
 */
public final class Mentions {
    /** Twice as many characters as a mention has at most, with all around it that is looked at. */
    public static final int REACH = 4096;

    private final NumberReader reader;

    public Mentions(NumberReader reader) {
        this.reader = reader;
    }

    /**
     * Where a text mentions one of these forms as a whole, in the text's order, without overlaps.
     *
     * @param forms of {@link ReadNumber#form()}: E.164, short codes, logins
     * @param region as in {@link NumberReader#read}; numbers of other regions are found where they are written internationally
     */
    public List<Passage> of(CharSequence text, Set<String> forms, String region) {
        List<Passage> found = new ArrayList<>();
        search(text, forms, region, it -> {
            found.add(it);
            return false;
        });
        found.sort(Comparator.comparingInt(Passage::begin).thenComparing(Passage::end, Comparator.reverseOrder()));
        List<Passage> apart = new ArrayList<>();
        int end = 0;
        for (Passage it : found) {
            if (it.begin() >= end) {
                apart.add(it);
                end = it.end();
            }
        }
        return List.copyOf(apart);
    }

    /** Whether a text mentions one of these forms as a whole; stops at the first. */
    public boolean isMentioned(CharSequence text, Set<String> forms, String region) {
        return search(text, forms, region, it -> true);
    }

    /** Replaces a mention's digits by asterisks, and nothing else: what URLs and JSON escape with digits stays as it is. */
    public static void mask(StringBuilder text, Passage mention) {
        for (int i = mention.begin(); i < mention.end(); ) {
            Escapes next = Escapes.at(text, i);
            if (Text.isDigit(next.character())) {
                text.replace(i, i + next.length(), "*".repeat(next.length()));
            }
            i += next.length();
        }
    }

    private boolean search(CharSequence text, Set<String> forms, String region, Predicate<Passage> isEnough) {
        List<NumberMentions.Sought> numbers = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String form : forms) {
            String digits = form.startsWith("+") ? NumberingPlans.significantDigits(form) : null;
            if (digits != null) {
                numbers.add(new NumberMentions.Sought(form, digits));
            } else if (!form.isBlank()) {
                words.add(form);
            }
        }
        return (!numbers.isEmpty() && new NumberMentions(reader, region, numbers, text).search(isEnough))
                || (!words.isEmpty() && new WordMentions(words, text).search(isEnough));
    }
}
