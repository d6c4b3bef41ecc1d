package dev.callvault.store.postgres.imports;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.store.imports.Fate;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.imports.OfferedLog;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Tells what becomes of logs that are brought along, and to which calls they belong: of calls with the same number, to the
 * one that started last, as the provider has it. A file may state another start only as long as it can be a corrected one.
 */
final class JudgeLogs {
    private static final String SQL = """
            SELECT extract(epoch FROM call.started_at)::bigint,
                   CASE WHEN call.log_id IS NULL THEN
                            CASE WHEN EXISTS (SELECT FROM archive.forgotten_calls AS gone
                                              WHERE gone.account_id = {0} AND gone.log_id = offered.log_id)
                                 THEN 'ERASED' ELSE 'UNKNOWN' END
                        WHEN abs(extract(epoch FROM call.started_at)::bigint - offered.started) > {4} THEN 'OF_ANOTHER_CALL'
                        WHEN EXISTS (SELECT FROM archive.call_logs AS body WHERE body.account_id = {0} AND body.log_id = call.log_id
                                     AND body.started_at = call.started_at AND body.quarantine IS NULL)
                        THEN 'THERE'
                        WHEN call.started_at < greatest(to_timestamp({3}), (SELECT since FROM archive.kept_since WHERE record = 'bodies'))
                         AND NOT archive.is_held(call.session_id, call.caller_number, call.called_number, call.numbers_version)
                        THEN 'TOO_OLD'
                        ELSE 'NEW' END
            FROM unnest({1}::bigint[], {2}::bigint[]) WITH ORDINALITY AS offered (log_id, started, number)
            LEFT JOIN LATERAL (
                SELECT * FROM archive.every_call AS any_call
                WHERE any_call.account_id = {0} AND any_call.log_id = offered.log_id
                ORDER BY any_call.started_at DESC, any_call.is_conflict LIMIT 1
            ) AS call ON true
            ORDER BY number
            """;

    private JudgeLogs() {}

    /** @param startedAt when the call started, by the archive; empty if it does not have it */
    record Judged(OfferedLog log, Optional<Instant> startedAt, Fate fate) {}

    static List<Judged> fetch(DSLContext dsl, AccountId account, List<OfferedLog> logs, ImportTerms terms) {
        List<Record> rows = dsl.fetch(
                SQL,
                Unnest.number(account.value()),
                Unnest.numbers(logs, it -> it.logId().value()),
                Unnest.seconds(logs, it -> it.startedAt().orElse(null)),
                Unnest.number(terms.kept().bodies().map(Instant::getEpochSecond).orElse(0L)),
                Unnest.number(CallSummary.MOST_MOVED.toSeconds()));
        return IntStream.range(0, logs.size())
                .mapToObj(it -> judged(logs.get(it), rows.get(it)))
                .toList();
    }

    private static Judged judged(OfferedLog log, Record row) {
        return new Judged(
                log,
                Optional.ofNullable(row.get(0, Long.class)).map(Instant::ofEpochSecond),
                Fate.valueOf(row.get(1, String.class)));
    }
}
