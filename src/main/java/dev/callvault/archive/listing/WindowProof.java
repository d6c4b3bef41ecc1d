package dev.callvault.archive.listing;

import dev.callvault.call.Page;
import java.util.HashSet;
import java.util.Set;

/** What one response proves about its window. */
enum WindowProof {
    /** It held exactly as many distinct rows as the provider stated: nothing is missing. */
    PROVEN,
    /** It held fewer rows than exist because a response is limited: request smaller windows. */
    FULL,
    /** It is complete except for unreadable rows. */
    UNREAD,
    /** It contradicts itself: request it again, then narrow it down. */
    DOUBTFUL;

    /**
     * Judges the response to a request for a whole window.
     *
     * @param largest the most rows in any response of this run
     * @param most how many rows were requested
     */
    static <T> WindowProof of(StreamSource<T> streamSource, Page<T> answer, int largest, int most) {
        int rows = answer.rows().size();
        int shown = rows + answer.unreadable();
        if (answer.total() == shown && isDistinct(streamSource, answer)) {
            // a completely full response may have been cut there, with a total that counts only its own rows
            if (shown >= most) {
                return FULL;
            }
            return answer.unreadable() == 0 ? PROVEN : UNREAD;
        }
        boolean isAsLongAsAnswersGet = rows > 0 && shown >= largest;
        return answer.total() > shown && isAsLongAsAnswersGet ? FULL : DOUBTFUL;
    }

    private static <T> boolean isDistinct(StreamSource<T> streamSource, Page<T> answer) {
        if (streamSource.repeats()) {
            return true;
        }
        Set<Object> distinct = new HashSet<>();
        return answer.rows().stream().map(streamSource.identity()).allMatch(distinct::add);
    }
}
