package dev.callvault.store.postgres.listing;

import dev.callvault.call.CallSummary;
import dev.callvault.store.postgres.numbers.AccountNumbers;
import dev.callvault.store.postgres.numbers.NumberColumns;
import dev.callvault.store.postgres.numbers.Parties;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Param;

/**
 * Listed calls as a statement's first seven parameters, each an array: see {@link Unnest}; their numbers come behind the
 * other parameters.
 */
final class CallColumns {
    private CallColumns() {}

    /** @param more the statement's other parameters */
    static Object[] of(List<CallSummary> calls, AccountNumbers numbers, Param<?>... more) {
        Stream<Param<?>> columns = Stream.of(
                Unnest.numbers(calls, it -> it.logId().value()),
                Unnest.texts(calls, it -> it.sessionId().value()),
                Unnest.texts(calls, CallSummary::direction),
                Unnest.texts(calls, CallSummary::dest),
                Unnest.texts(calls, CallSummary::src),
                Unnest.seconds(calls, CallSummary::startedAt),
                Unnest.seconds(calls, CallSummary::endedAt));
        return Stream.of(columns, Stream.of(more), NumberColumns.of(calls, Parties::of, numbers))
                .flatMap(it -> it)
                .toArray();
    }
}
