package dev.callvault.store.postgres.search;

import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.Deadline;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.FoundCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Finds calls by the text of their logs: one stretch of time after another, newest first, until a page is full. */
final class SelectCallsByText {
    private static final String HOLDS = """
            every_call.started_at >= {0}::timestamptz AND every_call.started_at < {1}::timestamptz
            AND EXISTS (SELECT FROM ({2}) AS log WHERE log.account_id = every_call.account_id
                        AND log.log_id = every_call.log_id
                        AND log.started_at = every_call.started_at)
            """;

    private SelectCallsByText() {}

    static List<FoundCall> fetch(
            DSLContext dsl, Lookup lookup, String text, Deadline deadline, SearchProgress progress) {
        CallFilter filter = lookup.filter();
        for (TimeWindow stretch : SearchStretches.fetch(dsl, filter.from(), end(filter))) {
            int most = filter.page().most() - progress.size();
            if (most > 0) {
                progress.add(
                        SelectCalls.fetchMatching(dsl, lookup, holds(stretch, text), most, deadline), stretch.start());
            }
        }
        return progress.found();
    }

    /** Later times than the page's position need not be searched. */
    private static Optional<Instant> end(CallFilter filter) {
        return filter.page()
                .before()
                .map(it -> it.logId() > 0 ? it.startedAt().plusSeconds(1) : it.startedAt())
                .or(filter::to);
    }

    private static Condition holds(TimeWindow stretch, String text) {
        return DSL.condition(
                HOLDS,
                DSL.inline(stretch.start().toString()),
                DSL.inline(stretch.end().toString()),
                BodiesHolding.of(stretch, text));
    }
}
