package dev.callvault.store.postgres;

import static dev.callvault.store.postgres.jooq.Tables.LOGINS;

import dev.callvault.call.AccountId;
import dev.callvault.store.LoginStore.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads how refused logins stand. */
final class SelectLogin {
    private SelectLogin() {}

    static Optional<Refused> of(DSLContext dsl, AccountId account) {
        return Optional.ofNullable(all(dsl, List.of(account)).get(account));
    }

    /** Those of the accounts whose login is refused. */
    static Map<AccountId, Refused> all(DSLContext dsl, List<AccountId> accounts) {
        return dsl
                .selectFrom(LOGINS)
                .where(LOGINS.ACCOUNT_ID.in(
                        accounts.stream().map(AccountId::value).toList()))
                .orderBy(LOGINS.REFUSED_AT)
                .stream()
                .collect(Collectors.toMap(
                        row -> new AccountId(row.get(LOGINS.ACCOUNT_ID)),
                        SelectLogin::refused,
                        (earlier, later) -> later));
    }

    private static Refused refused(Record row) {
        return new Refused(
                row.get(LOGINS.REFUSED_AT).toInstant(),
                row.get(LOGINS.REFUSALS),
                row.get(LOGINS.NEXT_TRY_AT).toInstant(),
                row.get(LOGINS.MESSAGE));
    }
}
