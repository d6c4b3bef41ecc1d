package dev.callvault.store.postgres.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.LoginLedger;
import dev.callvault.store.coordination.LoginStore.Refused;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads the state of accounts' logins, by the database's clock. */
public final class SelectLogins {
    private static final String ACCOUNTS = """
            SELECT account_id, clock_timestamp() AS now, accepted_login, accepted_at,
                   (SELECT string_agg((extract(epoch FROM at) * 1000000)::bigint::text, ' ') FROM unnest(refused_at) AS at) AS micros
            FROM unnest({0}) AS asked (account_id) LEFT JOIN archive.sign_ins USING (account_id)
            """;

    private static final String LOGINS = """
            SELECT account_id, login, refused_by, refused_at, refusals, next_try_at, message, trying
            FROM archive.logins WHERE account_id = ANY ({0})
            """;

    private SelectLogins() {}

    public static LoginLedger of(DSLContext dsl, AccountId account) {
        return Objects.requireNonNull(of(dsl, List.of(account)).get(account));
    }

    /** Reads all accounts with as many statements as one. */
    public static Map<AccountId, LoginLedger> of(DSLContext dsl, List<AccountId> accounts) {
        Map<AccountId, List<LoginLedger.Row>> rows =
                dsl.fetch(LOGINS, Unnest.numbers(accounts, AccountId::value)).stream()
                        .collect(Collectors.groupingBy(
                                SelectLogins::account, Collectors.mapping(SelectLogins::row, Collectors.toList())));
        return dsl.fetch(ACCOUNTS, Unnest.numbers(accounts, AccountId::value))
                .intoMap(SelectLogins::account, known -> ledger(known, rows.getOrDefault(account(known), List.of())));
    }

    private static AccountId account(Record row) {
        return new AccountId(row.get("account_id", Long.class));
    }

    private static LoginLedger ledger(Record known, List<LoginLedger.Row> rows) {
        return new LoginLedger(
                instant(known, "now"),
                rows,
                Optional.ofNullable(known.get("micros", String.class)).stream()
                        .flatMap(it -> Stream.of(it.split(" ")))
                        .map(it -> Instant.EPOCH.plus(Long.parseLong(it), ChronoUnit.MICROS))
                        .toList(),
                known.get("accepted_login", String.class),
                known.get("accepted_at") == null ? null : instant(known, "accepted_at"));
    }

    private static LoginLedger.Row row(Record row) {
        return new LoginLedger.Row(
                new Refused(
                        row.get("login", String.class),
                        row.get("refused_by", String.class),
                        instant(row, "refused_at"),
                        row.get("refusals", Integer.class),
                        instant(row, "next_try_at"),
                        row.get("message", String.class)),
                row.get("trying", Boolean.class));
    }

    private static Instant instant(Record row, String column) {
        return row.get(column, OffsetDateTime.class).toInstant();
    }
}
