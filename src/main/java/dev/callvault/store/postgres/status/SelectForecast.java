package dev.callvault.store.postgres.status;

import dev.callvault.call.AccountId;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.status.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads accounts' forecasts as of a given time. */
final class SelectForecast {
    private static final String SQL =
            "SELECT * FROM archive.forecast_at(to_timestamp({1})) AS forecast WHERE account_id = ANY({0})";

    private SelectForecast() {}

    static Map<AccountId, Forecast> fetch(DSLContext dsl, List<AccountId> accounts, Instant now) {
        return dsl.fetch(SQL, Unnest.numbers(accounts, AccountId::value), Unnest.number(now.getEpochSecond())).stream()
                .collect(Collectors.toMap(
                        row -> new AccountId(row.get("account_id", Long.class)), SelectForecast::forecast));
    }

    private static Forecast forecast(Record row) {
        return new Forecast(
                row.get("backlog", Long.class),
                seconds(row, "headroom_seconds"),
                Optional.ofNullable(row.get("headroom_of", String.class)),
                seconds(row, "body_headroom_seconds"),
                Optional.ofNullable(row.get("bodies_per_second", Double.class)),
                Optional.ofNullable(row.get("budget_per_second", Double.class)),
                seconds(row, "drain_seconds"),
                Optional.ofNullable(row.get("drained_at", Instant.class)),
                row.get("expected_losses", Long.class),
                row.get("at_risk", Boolean.class));
    }

    private static Optional<Duration> seconds(Record row, String column) {
        return Optional.ofNullable(row.get(column, Long.class)).map(Duration::ofSeconds);
    }
}
