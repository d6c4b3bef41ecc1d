package dev.callvault.store.postgres.search;

import dev.callvault.call.TimeWindow;
import dev.callvault.number.NumberReader;
import dev.callvault.progress.Progress;
import dev.callvault.store.postgres.search.Weeks.Week;
import dev.callvault.store.postgres.sql.Deadline;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.search.BodySearch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

public final class PostgresBodySearch implements BodySearch {
    /** The provider keeps a log for five days; after that hardly any log of the week still arrives. */
    private static final Duration STILL_COMING = Duration.ofDays(6);

    private static final String OWNS =
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'archive.call_logs'::regclass";

    private final Transactions transactions;
    private final Transactions owner;
    private final NumberReader numbers;

    /** @param owner creates the indexes */
    public PostgresBodySearch(Transactions transactions, Transactions owner, NumberReader numbers) {
        this.transactions = transactions;
        this.owner = owner;
        this.numbers = numbers;
    }

    @Override
    public List<Match> search(Query query, Progress progress) {
        List<Match> found = new ArrayList<>();
        try (Progress.Part part = progress.begin("searching", "day")) {
            List<TimeWindow> stretches =
                    transactions.inOne("plan the search", dsl -> SearchStretches.fetch(dsl, query.from(), query.to()));
            part.of(stretches.stream().mapToLong(PostgresBodySearch::days).sum());
            for (TimeWindow stretch : stretches) {
                if (found.size() < query.limit()) {
                    found.addAll(search(stretch, query, query.limit() - found.size()));
                    part.did(days(stretch));
                }
            }
        }
        return found;
    }

    private List<Match> search(TimeWindow stretch, Query query, int limit) {
        return transactions.inOne("search the logs", dsl -> {
            Deadline unused = Deadline.of(dsl, Deadline.LONG);
            return SearchBodies.fetch(dsl, stretch, query, ofNumber(dsl, query), limit);
        });
    }

    private Condition ofNumber(DSLContext dsl, Query query) {
        return query.number()
                .map(it -> WantedNumber.ofAll(dsl, numbers, it).isOfCall(SearchBodies.CALL))
                .orElseGet(DSL::noCondition);
    }

    /** A day that has begun counts. */
    private static long days(TimeWindow stretch) {
        return Math.ceilDiv(stretch.to() - stretch.from(), Duration.ofDays(1).toSeconds());
    }

    @Override
    public boolean indexNext(Instant now) {
        BodyIndexes indexes = indexes();
        Optional<Week> next = indexes.weeks().reversed().stream()
                .filter(it -> !it.endsAt().plus(STILL_COMING).isAfter(now))
                .filter(it -> !indexes.isIndexed(it))
                .findFirst();
        return next.isPresent()
                && mayIndex()
                && owner.outside(
                        "index the logs of " + next.get().start(),
                        dsl -> IndexBodies.execute(
                                dsl,
                                next.get(),
                                indexes.broken().contains(next.get().index())));
    }

    /** If the archiving login does not know the owner's, logs are searched without an index. */
    private boolean mayIndex() {
        return owner.inOne(
                "check who owns the logs", dsl -> dsl.fetchSingle(OWNS).get(0, Boolean.class));
    }

    @Override
    public Optional<Instant> indexedBefore() {
        BodyIndexes indexes = indexes();
        Optional<Instant> before = Optional.empty();
        for (Week week : indexes.weeks()) {
            if (!indexes.isIndexed(week)) {
                return before;
            }
            before = Optional.of(week.endsAt());
        }
        return before;
    }

    private BodyIndexes indexes() {
        return transactions.inOne("check which logs are indexed", BodyIndexes::select);
    }
}
