package dev.callvault.app;

import dev.callvault.progress.Progress;
import dev.callvault.store.search.BodySearch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A search that keeps whose lines it showed. */
record ReadSearch(BodySearch search, ReadsByUser reads) implements BodySearch {
    @Override
    public List<Match> search(Query query, Progress progress) {
        List<Match> found = search.search(query, progress);
        reads.keep(found.stream()
                .map(it -> new ReadsByUser.Log(it.account(), it.logId().value()))
                .toList());
        return found;
    }

    @Override
    public boolean indexNext(Instant now) {
        return search.indexNext(now);
    }

    @Override
    public Optional<Instant> indexedBefore() {
        return search.indexedBefore();
    }
}
