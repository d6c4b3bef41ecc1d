package dev.callvault.call;

import java.util.Collections;
import java.util.List;

/**
 * One answer to a request for a list.
 *
 * @param total how many records match the window, by the provider's word; not the size of this page
 * @param rows the records that could be read
 * @param unread the records of the page that could not be read
 */
public record Page<T>(long total, List<T> rows, List<UnreadRow> unread) {
    public Page {
        rows = List.copyOf(rows);
        unread = List.copyOf(unread);
    }

    /** A page of which nobody knows more than how many rows could not be read. */
    public Page(long total, List<T> rows, int unreadable) {
        this(total, rows, Collections.nCopies(unreadable, UnreadRow.UNSEEN));
    }

    /** How many records of the page could not be read. */
    public int unreadable() {
        return unread.size();
    }
}
