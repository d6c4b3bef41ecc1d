package dev.callvault.store.search;

import dev.callvault.call.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which calls a person looks for. What is empty does not narrow the search.
 *
 * @param accounts only these; none finds nothing
 * @param numbers ways to write the number that called or was called
 * @param session a session's identifier, whole
 * @param from calls that start then or later
 * @param to calls that start before
 * @param direction such as {@code inbound}
 * @param withErrors only calls whose session has a line in the error log
 * @param text stands in the log, in any case
 * @param page where to begin, and how much
 */
public record CallFilter(
        List<AccountId> accounts,
        List<String> numbers,
        Optional<String> session,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> direction,
        boolean withErrors,
        Optional<String> text,
        Page page) {
    public CallFilter {
        accounts = List.copyOf(accounts);
        numbers = List.copyOf(numbers);
    }

    /**
     * A part of what is found, newest first.
     *
     * @param before begin behind this call; empty for the newest
     * @param most at most so many
     */
    public record Page(Optional<Position> before, int most) {}

    /** A call's place in the order: by start, then by log. */
    public record Position(Instant startedAt, long logId) {}
}
