package dev.callvault.store.postgres.coordination;

import static dev.callvault.store.postgres.jooq.Tables.LOGINS;
import static dev.callvault.store.postgres.jooq.Tables.SIGN_INS;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.LoginLedger;
import dev.callvault.store.coordination.LoginStore.Refused;
import dev.callvault.store.postgres.sql.ServerTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Reads the state of accounts' logins, by the database's clock. */
public final class SelectLogins {
    private SelectLogins() {}

    public static LoginLedger fetch(DSLContext dsl, AccountId account) {
        return Objects.requireNonNull(fetch(dsl, List.of(account)).get(account));
    }

    /** Reads all accounts with as many statements as one. */
    public static Map<AccountId, LoginLedger> fetch(DSLContext dsl, List<AccountId> accounts) {
        List<Long> ids = accounts.stream().map(AccountId::value).toList();
        Map<Long, List<LoginLedger.Row>> rows = dsl.selectFrom(LOGINS)
                .where(LOGINS.ACCOUNT_ID.in(ids))
                .fetchGroups(LOGINS.ACCOUNT_ID, SelectLogins::row);
        Map<Long, Record> signIns =
                dsl.selectFrom(SIGN_INS).where(SIGN_INS.ACCOUNT_ID.in(ids)).fetchMap(SIGN_INS.ACCOUNT_ID, it -> it);
        Instant now = ServerTime.of(dsl);
        return accounts.stream()
                .collect(Collectors.toMap(
                        it -> it,
                        it -> ledger(now, signIns.get(it.value()), rows.getOrDefault(it.value(), List.of()))));
    }

    private static LoginLedger ledger(Instant now, @Nullable Record signIns, List<LoginLedger.Row> rows) {
        return signIns == null
                ? new LoginLedger(now, rows, List.of(), null, null)
                : new LoginLedger(
                        now,
                        rows,
                        Stream.of(signIns.get(SIGN_INS.REFUSED_AT))
                                .map(OffsetDateTime::toInstant)
                                .toList(),
                        signIns.get(SIGN_INS.ACCEPTED_LOGIN),
                        signIns.get(SIGN_INS.ACCEPTED_AT));
    }

    private static LoginLedger.Row row(Record row) {
        return new LoginLedger.Row(
                new Refused(
                        row.get(LOGINS.LOGIN),
                        row.get(LOGINS.REFUSED_BY),
                        row.get(LOGINS.REFUSED_AT),
                        row.get(LOGINS.REFUSALS),
                        row.get(LOGINS.NEXT_TRY_AT),
                        row.get(LOGINS.MESSAGE)),
                row.get(LOGINS.TRYING));
    }
}
