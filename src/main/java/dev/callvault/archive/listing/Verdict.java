package dev.callvault.archive.listing;

import dev.callvault.call.Page;
import java.util.HashSet;
import java.util.Set;

/** What one answer says of its window. */
enum Verdict {
    /** It held exactly as many distinct rows as the provider states: nothing is missing. */
    PROVEN,
    /** It held fewer than there are, because one answer does not hold more: ask for smaller windows. */
    FULL,
    /** It is whole, but for rows that cannot be read. */
    UNREAD,
    /** It contradicts itself: ask again, then narrow down where. */
    DOUBTFUL;

    /**
     * Judges an answer to a request for a whole window.
     *
     * @param largest the most rows that any answer of this run held
     * @param most how many rows were asked for
     */
    static <T> Verdict of(Feed<T> feed, Page<T> answer, int largest, int most) {
        int rows = answer.rows().size();
        int shown = rows + answer.unreadable();
        if (answer.total() == shown && isDistinct(feed, answer)) {
            // an answer that is full to the brim could be cut there, and its total count what it shows
            if (shown >= most) {
                return FULL;
            }
            return answer.unreadable() == 0 ? PROVEN : UNREAD;
        }
        boolean isAsLongAsAnswersGet = rows > 0 && shown >= largest;
        return answer.total() > shown && isAsLongAsAnswersGet ? FULL : DOUBTFUL;
    }

    private static <T> boolean isDistinct(Feed<T> feed, Page<T> answer) {
        if (feed.repeats()) {
            return true;
        }
        Set<Object> distinct = new HashSet<>();
        return answer.rows().stream().map(feed.identity()).allMatch(distinct::add);
    }
}
