package dev.callvault.call;

import java.util.Collections;
import java.util.List;

/**
 * One response to a list request.
 *
 * @param total how many records match the window, as the provider states; not the size of this page
 * @param rows the records that could be read
 * @param unread the records of the page that could not be read
 */
public record Page<T>(long total, List<T> rows, List<UnreadRow> unread) {
    public Page {
        rows = List.copyOf(rows);
        unread = List.copyOf(unread);
    }

    /** A page with a known number of unreadable rows, but not their content. */
    public Page(long total, List<T> rows, int unreadable) {
        this(total, rows, Collections.nCopies(unreadable, UnreadRow.UNSEEN));
    }

    /** How many records of the page could not be read. */
    public int unreadable() {
        return unread.size();
    }
}
