package dev.callvault.store.postgres.ends;

import dev.callvault.store.forget.AccountContents;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.postgres.sql.SelectClosed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Counts what is stored of each account, each table read once. */
final class SelectContents {
    private static final String SQL = """
            SELECT name, coalesce(calls.stored, 0) AS calls, coalesce(logs.stored, 0) AS logs,
                   coalesce(sessions.stored, 0) AS sessions, coalesce(errors.stored, 0) AS errors, runs.succeeded_at
            FROM archive.accounts
            LEFT JOIN (SELECT account_id, count(*) AS stored FROM archive.every_call GROUP BY account_id) AS calls
                 USING (account_id)
            LEFT JOIN (SELECT account_id, count(*) AS stored FROM archive.call_logs GROUP BY account_id) AS logs
                 USING (account_id)
            LEFT JOIN (SELECT account_id, count(*) AS stored FROM archive.sessions GROUP BY account_id) AS sessions
                 USING (account_id)
            LEFT JOIN (SELECT account_id, count(*) AS stored FROM archive.errors GROUP BY account_id) AS errors
                 USING (account_id)
            LEFT JOIN (SELECT account_id, max(succeeded_at) AS succeeded_at FROM archive.runs GROUP BY account_id) AS runs
                 USING (account_id)
            ORDER BY name
            """;

    private SelectContents() {}

    static List<AccountContents> fetch(DSLContext dsl) {
        Map<String, Decision> closed = SelectClosed.fetch(dsl, DSL.noCondition());
        return dsl.fetch(SQL).map(row -> contents(row, closed));
    }

    private static AccountContents contents(Record row, Map<String, Decision> closed) {
        String name = row.get("name", String.class);
        return new AccountContents(
                name,
                row.get("calls", Long.class),
                row.get("logs", Long.class),
                row.get("sessions", Long.class),
                row.get("errors", Long.class),
                Optional.ofNullable(row.get("succeeded_at", Instant.class)),
                Optional.ofNullable(closed.get(name)));
    }
}
