package dev.callvault.store.postgres;

import static dev.callvault.store.postgres.jooq.Tables.LOGINS;

import dev.callvault.call.AccountId;
import dev.callvault.store.LoginStore.Refused;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads how a refused login stands. */
final class SelectLogin {
    private SelectLogin() {}

    static Optional<Refused> of(DSLContext dsl, AccountId account) {
        return dsl.selectFrom(LOGINS)
                .where(LOGINS.ACCOUNT_ID.eq(account.value()))
                .fetchOptional(SelectLogin::refused);
    }

    private static Refused refused(Record row) {
        return new Refused(
                row.get(LOGINS.REFUSED_AT).toInstant(),
                row.get(LOGINS.REFUSALS),
                row.get(LOGINS.NEXT_TRY_AT).toInstant(),
                row.get(LOGINS.MESSAGE));
    }
}
