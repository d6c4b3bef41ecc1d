package dev.callvault.call;

import java.util.List;

/**
 * One answer to a request for a list.
 *
 * @param total how many records match the window, by the provider's word; not the size of this page
 * @param rows the records that could be read
 * @param unreadable how many records of the page could not be read
 */
public record Page<T>(long total, List<T> rows, int unreadable) {
    public Page {
        rows = List.copyOf(rows);
    }
}
