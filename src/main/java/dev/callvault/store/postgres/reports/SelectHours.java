package dev.callvault.store.postgres.reports;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogState;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.status.Activity.Hour;
import dev.callvault.store.status.Activity.LogHour;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

/** Counts calls, errors and the states of logs by the hour. */
public final class SelectHours {
    private static final String ACTIVITY = """
            SELECT hour, sum(calls)::bigint AS calls, sum(errors)::bigint AS errors%1$s
            FROM (
                SELECT account_id, extract(epoch FROM date_trunc('hour', started_at, 'UTC'))::bigint AS hour, count(*) AS calls, 0 AS errors
                FROM archive.calls
                WHERE account_id = ANY ({0}::bigint[]) AND started_at >= to_timestamp({1}) AND started_at < to_timestamp({2})
                GROUP BY 1, 2
                UNION ALL
                SELECT account_id, extract(epoch FROM date_trunc('hour', occurred_at, 'UTC'))::bigint, 0, count(*)
                FROM archive.errors
                WHERE account_id = ANY ({0}::bigint[]) AND occurred_at >= to_timestamp({1}) AND occurred_at < to_timestamp({2})
                GROUP BY 1, 2
            ) AS counts
            GROUP BY hour%1$s ORDER BY hour
            """;
    private static final String OF_ALL = ACTIVITY.formatted("");
    private static final String OF_EACH = ACTIVITY.formatted(", account_id");
    private static final String LOGS = """
            SELECT extract(epoch FROM date_trunc('hour', started_at, 'UTC'))::bigint AS hour, log_state, count(*)
            FROM archive.calls
            WHERE account_id = {0} AND started_at >= to_timestamp({1}) AND started_at < to_timestamp({2})
            GROUP BY 1, 2 ORDER BY 1, 2
            """;

    private SelectHours() {}

    public static List<Hour> fetchActivity(DSLContext dsl, List<AccountId> accounts, TimeWindow window) {
        return fetch(dsl, OF_ALL, accounts, window).map(SelectHours::hour);
    }

    public static Map<AccountId, List<Hour>> fetchOfEach(DSLContext dsl, List<AccountId> accounts, TimeWindow window) {
        return fetch(dsl, OF_EACH, accounts, window)
                .intoGroups(row -> new AccountId(row.get(3, Long.class)), SelectHours::hour);
    }

    private static Result<Record> fetch(DSLContext dsl, String sql, List<AccountId> accounts, TimeWindow window) {
        return dsl.fetch(
                sql,
                Unnest.numbers(accounts, AccountId::value),
                Unnest.number(window.from()),
                Unnest.number(window.to()));
    }

    private static Hour hour(Record row) {
        return new Hour(Instant.ofEpochSecond(row.get(0, Long.class)), row.get(1, Long.class), row.get(2, Long.class));
    }

    public static List<LogHour> fetchLogs(DSLContext dsl, AccountId account, TimeWindow window) {
        return dsl.fetch(LOGS, Unnest.number(account.value()), Unnest.number(window.from()), Unnest.number(window.to()))
                .map(row -> new LogHour(
                        Instant.ofEpochSecond(row.get(0, Long.class)),
                        LogState.valueOf(row.get(1, String.class).toUpperCase(Locale.ROOT)),
                        row.get(2, Long.class)));
    }
}
