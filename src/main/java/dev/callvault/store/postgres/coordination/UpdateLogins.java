package dev.callvault.store.postgres.coordination;

import static dev.callvault.store.postgres.jooq.Tables.LOGINS;
import static dev.callvault.store.postgres.jooq.Tables.SIGN_INS;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.LoginLedger;
import dev.callvault.store.coordination.LoginStore.Refused;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Changes the state of an account's logins, with the account's row locked. */
final class UpdateLogins {
    private static final int SALT_BYTES = 16;

    private UpdateLogins() {}

    /** Locks the account's row until the end of the transaction, creating it if needed. Returns its salt. */
    static byte[] lock(DSLContext dsl, AccountId account) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        dsl.insertInto(SIGN_INS)
                .set(SIGN_INS.ACCOUNT_ID, account.value())
                .set(SIGN_INS.SALT, salt)
                .onConflictDoNothing()
                .execute();
        return dsl.select(SIGN_INS.SALT)
                .from(SIGN_INS)
                .where(SIGN_INS.ACCOUNT_ID.eq(account.value()))
                .forUpdate()
                .fetchSingle(SIGN_INS.SALT);
    }

    /** Applies a change to the logins and returns its result. */
    static <T> T execute(DSLContext dsl, AccountId account, Function<LoginLedger, T> change) {
        byte[] unused = lock(dsl, account);
        LoginLedger ledger = SelectLogins.fetch(dsl, account);
        T answer = change.apply(ledger);
        write(dsl, account, ledger);
        return answer;
    }

    private static void write(DSLContext dsl, AccountId account, LoginLedger ledger) {
        dsl.update(SIGN_INS)
                .set(
                        SIGN_INS.REFUSED_AT,
                        ledger.signIns().stream()
                                .map(it -> it.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .set(SIGN_INS.ACCEPTED_LOGIN, ledger.acceptedLogin())
                .set(SIGN_INS.ACCEPTED_AT, ledger.acceptedAt())
                .where(SIGN_INS.ACCOUNT_ID.eq(account.value()))
                .execute();
        dsl.deleteFrom(LOGINS)
                .where(LOGINS.ACCOUNT_ID.eq(account.value()))
                .and(LOGINS.LOGIN.notIn(
                        ledger.rows().stream().map(it -> it.refused().login()).toList()))
                .execute();
        ledger.rows().forEach(row -> keep(dsl, account, row));
    }

    private static void keep(DSLContext dsl, AccountId account, LoginLedger.Row row) {
        Refused refused = row.refused();
        Map<Field<?>, @Nullable Object> state = new HashMap<>();
        state.put(LOGINS.REFUSED_BY, refused.by());
        state.put(LOGINS.REFUSED_AT, refused.since());
        state.put(LOGINS.REFUSALS, refused.refusals());
        state.put(LOGINS.NEXT_TRY_AT, refused.nextTry());
        state.put(LOGINS.MESSAGE, refused.message());
        state.put(LOGINS.TRYING, row.isTrying());
        dsl.insertInto(LOGINS)
                .set(LOGINS.ACCOUNT_ID, account.value())
                .set(LOGINS.LOGIN, refused.login())
                .set(state)
                .onConflict(LOGINS.ACCOUNT_ID, LOGINS.LOGIN)
                .doUpdate()
                .set(state)
                .execute();
    }
}
