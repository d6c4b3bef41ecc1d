package dev.callvault.serve.console;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts a page shows.
 *
 * @param number the page's number, from 1
 * @param all how many accounts there are on all pages
 */
public record Pages(int number, int all) {
    static final int SIZE = 25;

    /** The requested page; the first if it is not a number, the last if it is too large. */
    static Pages of(@Nullable String asked, int all) {
        int last = Math.max(1, Math.ceilDiv(all, SIZE));
        int number = asked != null && asked.matches("[0-9]{1,6}") ? Integer.parseInt(asked) : 1;
        return new Pages(Math.clamp(number, 1, last), all);
    }

    <T> List<T> of(List<T> everything) {
        return everything.stream().skip(first() - 1L).limit(SIZE).toList();
    }

    /** The number of the first account shown, from 1. */
    public int first() {
        return (number - 1) * SIZE + 1;
    }

    public int last() {
        return Math.min(all, number * SIZE);
    }

    /** Whether there is more than one page. */
    public boolean areSeveral() {
        return all > SIZE;
    }

    public Optional<String> previous() {
        return number > 1 ? Optional.of("/?page=" + (number - 1)) : Optional.empty();
    }

    public Optional<String> next() {
        return last() < all ? Optional.of("/?page=" + (number + 1)) : Optional.empty();
    }
}
