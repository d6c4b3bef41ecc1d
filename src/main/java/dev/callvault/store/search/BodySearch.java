package dev.callvault.store.search;

import dev.callvault.call.LogId;
import dev.callvault.progress.Progress;
import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Searches the text of logs. Old logs are indexed a week at a time, after the week, so that archiving never writes to
 * an index; recent ones are scanned. Every method throws {@link StoreFailure} when the database cannot be used.
 */
public interface BodySearch {
    /** The calls whose log contains the text, newest first. */
    default List<Match> search(Query query) {
        return search(query, Progress.NONE);
    }

    /** The same, and tells how much of the time is searched. */
    List<Match> search(Query query, Progress progress);

    /**
     * Indexes the newest week of logs that can be indexed but is not yet; archiving continues meanwhile.
     *
     * @return false when there was none, or another node was indexing
     */
    boolean indexNext(Instant now);

    /** All logs of calls that started before this time are indexed; empty when none are. */
    Optional<Instant> indexedBefore();

    /**
     * What to search for.
     *
     * @param text in any case, within or across lines; not blank
     * @param from only calls that started then or later
     * @param to only calls that started before
     * @param number only calls from or to this number, as in {@link CallFilter}
     * @param account only calls of the account of this name
     * @param limit the maximum number of calls, 1 or more
     */
    record Query(
            String text,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> number,
            Optional<String> account,
            int limit) {
        public Query {
            if (text.isBlank() || limit < 1) {
                throw new IllegalArgumentException("a search needs a text and a limit of at least 1");
            }
        }
    }

    /**
     * A call whose log contains the text.
     *
     * @param lines the first matching lines, shortened around the match; none when the match spans lines
     */
    record Match(String account, LogId logId, Instant startedAt, String caller, String called, List<String> lines) {
        public Match {
            lines = List.copyOf(lines);
        }
    }
}
