package dev.callvault.store.postgres.ends;

import dev.callvault.call.AccountId;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record;

/**
 * Deletes everything of an account in small transactions, each of which adds to the counts of the removal, so that it may be
 * interrupted and continued. The last one deletes what is left together with the account itself.
 */
@SuppressWarnings("InlineFormatString") // SQL is easier to read separately
final class RemoveAccount {
    private static final String NOT_HELD =
            "NOT archive.is_held(session_id, caller_number, called_number, numbers_version)";

    /** Calls go together with their logs: a call tells whether its log is held. */
    private static final String CALLS = """
            WITH old AS MATERIALIZED (
                SELECT log_id, started_at FROM archive.$table WHERE account_id = {0} AND $notHeld LIMIT 500
            ), logs AS (
                DELETE FROM archive.call_logs AS log USING old
                WHERE log.account_id = {0} AND log.log_id = old.log_id AND log.started_at = old.started_at RETURNING 1
            ), unwanted AS (
                DELETE FROM archive.body_queue AS queue USING old
                WHERE queue.account_id = {0} AND queue.log_id = old.log_id AND queue.started_at = old.started_at
            ), gone AS (
                DELETE FROM archive.$table AS call USING old
                WHERE call.account_id = {0} AND call.log_id = old.log_id AND call.started_at = old.started_at RETURNING 1
            ), counted AS (
                UPDATE archive.removals SET calls = calls + (SELECT count(*) FROM gone), bodies = bodies + (SELECT count(*) FROM logs)
                WHERE account_id = {0}
            )
            SELECT (SELECT count(*) FROM gone)
            """;

    /** Those of calls that are gone, as after a deletion by age. */
    private static final String LOGS = """
            WITH old AS MATERIALIZED (
                SELECT log_id, started_at FROM archive.call_logs WHERE account_id = {0} LIMIT 500
            ), gone AS (
                DELETE FROM archive.call_logs AS log USING old
                WHERE log.account_id = {0} AND log.log_id = old.log_id AND log.started_at = old.started_at RETURNING 1
            ), counted AS (
                UPDATE archive.removals SET bodies = bodies + (SELECT count(*) FROM gone) WHERE account_id = {0}
            )
            SELECT (SELECT count(*) FROM gone)
            """;

    private static final String LINES = """
            WITH old AS MATERIALIZED (
                SELECT line_hash, occurrence FROM archive.$table WHERE account_id = {0} AND $notHeld LIMIT 5000
            ), gone AS (
                DELETE FROM archive.$table AS line USING old
                WHERE line.account_id = {0} AND line.line_hash = old.line_hash AND line.occurrence = old.occurrence RETURNING 1
            ), counted AS (
                UPDATE archive.removals SET $table = $table + (SELECT count(*) FROM gone) WHERE account_id = {0}
            )
            SELECT (SELECT count(*) FROM gone)
            """;

    private static final String REMAIN = """
            SELECT (SELECT count(*) FROM archive.every_call WHERE account_id = {0})
                 + (SELECT count(*) FROM archive.sessions WHERE account_id = {0})
                 + (SELECT count(*) FROM archive.errors WHERE account_id = {0})
            """;

    /** Asked of the database, so that no table that is added later is forgotten. */
    private static final String TABLES = """
            SELECT format('archive.%I', relname)
            FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
            WHERE relnamespace = 'archive'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
              AND attname = 'account_id' AND NOT attisdropped AND relname NOT IN ('accounts', 'removals')
            ORDER BY relname
            """;

    /** The reports' figures are stored under this lock; after it, no figure of a call that is gone is stored any more. */
    private static final String NO_FIGURES_MEANWHILE = "LOCK TABLE archive.settings IN SHARE UPDATE EXCLUSIVE MODE";

    private static final String RECORDS =
            "SELECT calls, bodies, sessions, errors FROM archive.removals WHERE account_id = {0}";

    private final Transactions transactions;
    private final AccountId account;
    private final LongConsumer deleted;

    RemoveAccount(Transactions transactions, AccountId account, LongConsumer deleted) {
        this.transactions = transactions;
        this.account = account;
        this.deleted = deleted;
    }

    DeletedRecords execute(List<String> jobs, Instant now) {
        repeat(CALLS, "calls");
        repeat(CALLS, "call_conflicts");
        repeat(LINES, "sessions");
        repeat(LINES, "errors");
        if (transactions.patiently("look for what is held", dsl -> count(dsl, REMAIN)) == 0) {
            repeat(LOGS, "call_logs");
        }
        return transactions.patiently("remove the account", dsl -> finish(dsl, jobs, now));
    }

    private void repeat(String statement, String table) {
        String sql = statement.replace("$table", table).replace("$notHeld", NOT_HELD);
        long gone = 1;
        while (gone > 0) {
            gone = transactions.patiently("remove " + table + " of the account", dsl -> count(dsl, sql));
            deleted.accept(gone);
        }
    }

    /** Nothing else is deleted while a hold keeps a record. */
    private DeletedRecords finish(DSLContext dsl, List<String> jobs, Instant now) {
        dsl.execute(NO_FIGURES_MEANWHILE);
        if (count(dsl, REMAIN) > 0) {
            return records(dsl.fetchSingle(RECORDS, id()), SelectRemovable.held(dsl, account));
        }
        List<String> tables = dsl.fetch(TABLES).map(it -> it.get(0, String.class));
        tables.forEach(it -> dsl.execute("DELETE FROM " + it + " WHERE account_id = {0}", id()));
        dsl.execute("DELETE FROM archive.jobs WHERE job = ANY ({0}::text[])", Unnest.texts(jobs, it -> it));
        dsl.execute("DELETE FROM archive.accounts WHERE account_id = {0}", id());
        dsl.execute(
                "UPDATE archive.removals SET removed_at = to_timestamp({1}) WHERE account_id = {0} AND removed_at IS NULL",
                id(), Unnest.number(now.getEpochSecond()));
        return records(dsl.fetchSingle(RECORDS, id()), 0);
    }

    private long count(DSLContext dsl, String sql) {
        return dsl.fetchSingle(sql, id()).get(0, Long.class);
    }

    private Param<Long> id() {
        return Unnest.number(account.value());
    }

    /** The counts of calls, bodies, sessions and errors in a row. */
    static DeletedRecords records(Record row, long held) {
        return new DeletedRecords(
                row.get("calls", Long.class),
                row.get("bodies", Long.class),
                row.get("sessions", Long.class),
                row.get("errors", Long.class),
                0,
                held);
    }
}
