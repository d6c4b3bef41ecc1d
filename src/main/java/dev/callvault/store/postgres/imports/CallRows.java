package dev.callvault.store.postgres.imports;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.Fate;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.postgres.numbers.AccountNumbers;
import dev.callvault.store.postgres.numbers.NumberColumns;
import dev.callvault.store.postgres.numbers.Parties;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Param;

/** Calls that are brought along: the new ones are stored by the same judgement. */
final class CallRows implements NewRows<CallSummary> {
    /** The tombstone of a call counts within a day, as for listed calls. */
    private static final String JUDGED = """
            WITH judged AS MATERIALIZED (
                SELECT number, log_id, session_id, direction, dest, src, to_timestamp(started) AS started_at, to_timestamp(ended) AS ended_at,
                       $numbers,
                       CASE WHEN (SELECT count(*) FROM archive.calls AS kept WHERE kept.account_id = {7} AND kept.log_id = row.log_id) > 0
                            THEN 'THERE'
                            WHEN session_id <> '' AND EXISTS (SELECT FROM archive.forgotten_sessions AS gone WHERE gone.account_id = {7}
                                         AND gone.session_hash = sha256(convert_to(session_id, 'UTF8')))
                              OR EXISTS (SELECT FROM archive.forgotten_calls AS gone WHERE gone.account_id = {7} AND gone.log_id = row.log_id
                                         AND abs(extract(epoch FROM gone.started_at)::bigint - started) <= {9})
                            THEN 'ERASED'
                            WHEN to_timestamp(started) < greatest(to_timestamp({8}), (SELECT since FROM archive.kept_since WHERE record = 'calls'))
                             AND NOT archive.is_held(session_id, caller_number, called_number, 0)
                            THEN 'TOO_OLD'
                            ELSE 'NEW' END AS fate
                FROM unnest({0}::bigint[], {1}::text[], {2}::text[], {3}::text[], {4}::text[], {5}::bigint[], {6}::bigint[], $arrays)
                     WITH ORDINALITY AS row (log_id, session_id, direction, dest, src, started, ended, $numbers, number)
            )
            """;

    private static final int FIRST_NUMBER = 12;
    private static final String JUDGE =
            NumberColumns.in(JUDGED + "SELECT fate FROM judged ORDER BY number", FIRST_NUMBER);

    /** Its log is not requested, as long as the provider does not list the call itself. */
    private static final String STORE = NumberColumns.in(JUDGED + """
            INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state,
                                       first_seen_at, import_id, $numbers, numbers_version)
            SELECT {7}, log_id, session_id, direction, dest, src, started_at, ended_at, 'unavailable', to_timestamp({10}), {11},
                   $numbers, $version
            FROM judged WHERE fate = 'NEW'
            ON CONFLICT (account_id, log_id) DO NOTHING
            """, FIRST_NUMBER);

    /** A log's answer names neither session nor end of its call. */
    private static final String COMPLETE = """
            UPDATE archive.calls AS call SET session_id = row.session_id, ended_at = to_timestamp(row.ended)
            FROM unnest({1}::bigint[], {2}::text[], {3}::bigint[], {4}::bigint[]) AS row (log_id, session_id, started, ended)
            WHERE call.account_id = {0} AND call.log_id = row.log_id AND call.started_at = to_timestamp(row.started)
              AND call.import_id IS NOT NULL AND call.session_id = '' AND row.session_id <> ''
              AND NOT EXISTS (SELECT FROM archive.forgotten_sessions AS gone WHERE gone.account_id = {0}
                              AND gone.session_hash = sha256(convert_to(row.session_id, 'UTF8')))
            """;

    private final DSLContext dsl;
    private final AccountId account;
    private final AccountNumbers numbers;
    private final ImportTerms terms;

    CallRows(DSLContext dsl, AccountId account, AccountNumbers numbers, ImportTerms terms) {
        this.dsl = dsl;
        this.account = account;
        this.numbers = numbers;
        this.terms = terms;
    }

    @Override
    public RecordKind kind() {
        return RecordKind.CALLS;
    }

    @Override
    public Object key(CallSummary call) {
        return call.logId();
    }

    @Override
    public List<Fate> judge(List<CallSummary> calls) {
        return dsl.fetch(JUDGE, columns(calls, 0)).map(row -> Fate.valueOf(row.get(0, String.class)));
    }

    @Override
    public void complete(List<CallSummary> there) {
        dsl.execute(
                COMPLETE,
                Unnest.number(account.value()),
                Unnest.numbers(there, it -> it.logId().value()),
                Unnest.texts(there, it -> it.sessionId().value()),
                Unnest.seconds(there, CallSummary::startedAt),
                Unnest.seconds(there, CallSummary::endedAt));
    }

    @Override
    public int store(List<CallSummary> calls, long importId) {
        return dsl.execute(STORE, columns(calls, importId));
    }

    private Object[] columns(List<CallSummary> calls, long importId) {
        Stream<Param<?>> columns = Stream.of(
                Unnest.numbers(calls, it -> it.logId().value()),
                Unnest.texts(calls, it -> it.sessionId().value()),
                Unnest.texts(calls, CallSummary::direction),
                Unnest.texts(calls, CallSummary::dest),
                Unnest.texts(calls, CallSummary::src),
                Unnest.seconds(calls, CallSummary::startedAt),
                Unnest.seconds(calls, CallSummary::endedAt),
                Unnest.number(account.value()),
                Unnest.number(terms.kept().calls().map(Instant::getEpochSecond).orElse(0L)),
                Unnest.number(CallSummary.MOST_MOVED.toSeconds()),
                Unnest.number(terms.now().getEpochSecond()),
                Unnest.number(importId));
        return Stream.concat(columns, NumberColumns.of(calls, Parties::of, numbers))
                .toArray();
    }
}
