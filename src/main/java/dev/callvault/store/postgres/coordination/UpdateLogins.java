package dev.callvault.store.postgres.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.LoginLedger;
import dev.callvault.store.postgres.sql.Unnest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Changes the state of an account's logins, with the account's row locked. */
final class UpdateLogins {
    private static final int SALT_BYTES = 16;

    private static final String OPEN = """
            INSERT INTO archive.sign_ins (account_id, salt) VALUES ({0}, {1}) ON CONFLICT DO NOTHING
            """;

    private static final String LOCK = "SELECT salt FROM archive.sign_ins WHERE account_id = {0} FOR UPDATE";

    private static final String SIGN_INS = """
            UPDATE archive.sign_ins SET refused_at = {1}::text[]::timestamptz[], accepted_login = {2}, accepted_at = {3}
            WHERE account_id = {0}
            """;

    private static final String FORGET =
            "DELETE FROM archive.logins WHERE account_id = {0} AND login <> ALL ({1}::text[])";

    private static final String KEEP = """
            INSERT INTO archive.logins (account_id, login, refused_by, refused_at, refusals, next_try_at, message, trying)
            VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7})
            ON CONFLICT (account_id, login) DO UPDATE
            SET refused_by = excluded.refused_by, refused_at = excluded.refused_at, refusals = excluded.refusals,
                next_try_at = excluded.next_try_at, message = excluded.message, trying = excluded.trying
            """;

    private UpdateLogins() {}

    /** Locks the account's row until the end of the transaction, creating it if needed. Returns its salt. */
    static byte[] lock(DSLContext dsl, AccountId account) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        dsl.execute(OPEN, Unnest.number(account.value()), DSL.val(salt));
        return dsl.fetchSingle(LOCK, Unnest.number(account.value())).get(0, byte[].class);
    }

    /** Applies a change to the logins and returns its result. */
    static <T> T by(DSLContext dsl, AccountId account, Function<LoginLedger, T> change) {
        byte[] unused = lock(dsl, account);
        LoginLedger ledger = SelectLogins.of(dsl, account);
        T answer = change.apply(ledger);
        write(dsl, account, ledger);
        return answer;
    }

    private static void write(DSLContext dsl, AccountId account, LoginLedger ledger) {
        dsl.execute(
                SIGN_INS,
                Unnest.number(account.value()),
                Unnest.texts(ledger.signIns(), Instant::toString),
                DSL.val(ledger.acceptedLogin(), SQLDataType.CLOB),
                DSL.val(time(ledger.acceptedAt()), SQLDataType.TIMESTAMPWITHTIMEZONE));
        List<LoginLedger.Row> rows = List.copyOf(ledger.rows());
        dsl.execute(
                FORGET,
                Unnest.number(account.value()),
                Unnest.texts(rows, it -> it.refused().login()));
        for (LoginLedger.Row row : rows) {
            dsl.execute(
                    KEEP,
                    Unnest.number(account.value()),
                    DSL.val(row.refused().login()),
                    DSL.val(row.refused().by()),
                    DSL.val(time(row.refused().since())),
                    DSL.val(row.refused().refusals()),
                    DSL.val(time(row.refused().nextTry())),
                    DSL.val(row.refused().message()),
                    DSL.val(row.isTrying()));
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
