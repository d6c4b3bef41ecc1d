package dev.callvault.store.postgres.search;

import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.FoundPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a search has found so far, for when it is stopped. Of one thread. */
final class SearchProgress {
    private final List<FoundCall> found = new ArrayList<>();
    private Optional<Instant> searchedBackTo = Optional.empty();

    /** A transaction may be repeated. */
    void begin() {
        found.clear();
        searchedBackTo = Optional.empty();
    }

    /** A stretch of time was searched as a whole. */
    void add(List<FoundCall> more, Instant start) {
        found.addAll(more);
        searchedBackTo = Optional.of(start);
    }

    int size() {
        return found.size();
    }

    List<FoundCall> found() {
        return List.copyOf(found);
    }

    /** What was found before the search was stopped. */
    FoundPage page() {
        return new FoundPage(found, true, searchedBackTo);
    }
}
