package dev.callvault.store.search;

import dev.callvault.call.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which calls a person searches for. Empty fields do not filter.
 *
 * @param accounts only these; an empty list finds nothing
 * @param number that called or was called, in any spelling; each account reads it in its own region. A word for a withheld
 *     number finds the callers that withheld theirs
 * @param session a complete session id
 * @param from calls that start then or later
 * @param to calls that start before
 * @param direction such as {@code inbound}
 * @param withErrors only calls whose session has a line in the error log
 * @param text the log contains this text, in any case
 * @param errorKind only calls whose session has an error of this kind, by its signature
 * @param page where to begin, and how many
 */
public record CallFilter(
        List<AccountId> accounts,
        Optional<String> number,
        Optional<String> session,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> direction,
        boolean withErrors,
        Optional<String> text,
        Optional<String> errorKind,
        Page page) {
    public CallFilter {
        accounts = List.copyOf(accounts);
    }

    /**
     * A page of the results, newest first.
     *
     * @param before begin after this call; empty for the newest
     * @param most the maximum number
     */
    public record Page(Optional<Position> before, int most) {}

    /** A call's place in the order: by start, then by log. */
    public record Position(Instant startedAt, long logId) {}
}
