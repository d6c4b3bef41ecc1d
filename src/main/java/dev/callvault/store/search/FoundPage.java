package dev.callvault.store.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of calls, or what of it was found in the time that a search may take.
 *
 * @param calls newest first
 * @param isCut whether the search was stopped, so that there may be more that match
 * @param searchedBackTo of a search that was stopped: everything that started then or later was searched; empty if nothing is
 *     known to have been
 */
public record FoundPage(List<FoundCall> calls, boolean isCut, Optional<Instant> searchedBackTo) {
    public FoundPage {
        calls = List.copyOf(calls);
    }

    /** The result of a search that was not stopped. */
    public static FoundPage whole(List<FoundCall> calls) {
        return new FoundPage(calls, false, Optional.empty());
    }
}
