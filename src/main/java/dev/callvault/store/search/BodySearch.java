package dev.callvault.store.search;

import dev.callvault.call.LogId;
import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Text in bodies. Old bodies are indexed, a week at a time and after the week, so that archiving never writes to an index;
 * the others are read through. Every method throws {@link StoreFailure} when the database cannot be used.
 */
public interface BodySearch {
    /** The calls whose body holds the text, newest first. */
    List<Match> search(Query query);

    /**
     * Indexes the newest week of bodies that can be indexed and is not yet; archiving goes on meanwhile.
     *
     * @return false when there was none, or another node was at it
     */
    boolean indexNext(Instant now);

    /** Before which start of their call all bodies are indexed; empty when none are. */
    Optional<Instant> indexedBefore();

    /**
     * What to look for.
     *
     * @param text in any case, within or across lines; not blank
     * @param from only calls that started then or later
     * @param to only calls that started before
     * @param number only calls from or to this number
     * @param account only calls of the account of this name
     * @param limit how many calls at most, 1 or more
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
     * A call whose body holds the text.
     *
     * @param lines the first lines that hold it, cut to what is around it; none when it goes across lines
     */
    record Match(String account, LogId logId, Instant startedAt, String caller, String called, List<String> lines) {
        public Match {
            lines = List.copyOf(lines);
        }
    }
}
