package dev.callvault.store.postgres;

import static dev.callvault.store.postgres.jooq.Tables.LOGINS;

import dev.callvault.call.AccountId;
import dev.callvault.store.LoginStore;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

final class PostgresLoginStore implements LoginStore {
    /** The provider's sibling service allows 15 sign-ins in 15 minutes; requests under way together need room, too. */
    private static final int MOST_TRIES = 5;

    private static final Duration TRIES_WITHIN = Duration.ofMinutes(15);

    /** A node that dies while it tries leaves the try to others after this long. */
    private static final Duration TRY = Duration.ofMinutes(2);

    private static final int LONGEST_MESSAGE = 500;

    private final Transactions transactions;

    PostgresLoginStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Refused> refused(AccountId account) {
        return transactions.inOne("read the state of the login", dsl -> SelectLogin.of(dsl, account));
    }

    @Override
    public boolean tryNow(AccountId account, Instant now, boolean isExplicit) {
        return transactions.inOne("claim a try of the login", dsl -> {
            Optional<Record> row = locked(dsl, account);
            if (row.isEmpty()) {
                return true;
            }
            boolean isDue =
                    isExplicit || !row.get().get(LOGINS.NEXT_TRY_AT).toInstant().isAfter(now);
            Tries tries = Tries.of(row.get(), now);
            if (!isDue || tries.count() >= MOST_TRIES) {
                return false;
            }
            dsl.update(LOGINS)
                    .set(LOGINS.TRYING, true)
                    .set(LOGINS.NEXT_TRY_AT, time(now.plus(TRY)))
                    .set(LOGINS.TRIES, tries.count() + 1)
                    .set(LOGINS.TRIES_SINCE, time(tries.since()))
                    .where(LOGINS.ACCOUNT_ID.eq(account.value()))
                    .execute();
            return true;
        });
    }

    @Override
    public void refuse(AccountId account, String message, Instant now) {
        transactions.run("write down a refused login", dsl -> {
            Optional<Record> row = locked(dsl, account);
            if (row.isEmpty()) {
                insert(dsl, account, message, now);
            } else if (row.get().get(LOGINS.TRYING)) {
                again(dsl, account, message, now, row.get().get(LOGINS.REFUSALS) + 1);
            }
        });
    }

    private static void insert(DSLContext dsl, AccountId account, String message, Instant now) {
        dsl.insertInto(LOGINS)
                .set(LOGINS.ACCOUNT_ID, account.value())
                .set(LOGINS.REFUSED_AT, time(now))
                .set(LOGINS.REFUSALS, 1)
                .set(LOGINS.NEXT_TRY_AT, time(now.plus(Refused.pause(1))))
                .set(LOGINS.TRYING, false)
                .set(LOGINS.TRIES, 1)
                .set(LOGINS.TRIES_SINCE, time(now))
                .set(LOGINS.MESSAGE, shortened(message))
                .onConflictDoNothing()
                .execute();
    }

    private static void again(DSLContext dsl, AccountId account, String message, Instant now, int refusals) {
        dsl.update(LOGINS)
                .set(LOGINS.REFUSED_AT, time(now))
                .set(LOGINS.REFUSALS, refusals)
                .set(LOGINS.NEXT_TRY_AT, time(now.plus(Refused.pause(refusals))))
                .set(LOGINS.TRYING, false)
                .set(LOGINS.MESSAGE, shortened(message))
                .where(LOGINS.ACCOUNT_ID.eq(account.value()))
                .execute();
    }

    @Override
    public void accept(AccountId account) {
        transactions.run(
                "write down an accepted login",
                dsl -> dsl.deleteFrom(LOGINS)
                        .where(LOGINS.ACCOUNT_ID.eq(account.value()))
                        .execute());
    }

    private static Optional<Record> locked(DSLContext dsl, AccountId account) {
        return dsl.selectFrom(LOGINS)
                .where(LOGINS.ACCOUNT_ID.eq(account.value()))
                .forUpdate()
                .fetchOptional(row -> row);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
    }

    /** Tries within the span over which the provider counts them. */
    private record Tries(int count, Instant since) {
        static Tries of(Record row, Instant now) {
            Instant since = row.get(LOGINS.TRIES_SINCE).toInstant();
            return since.plus(TRIES_WITHIN).isAfter(now) ? new Tries(row.get(LOGINS.TRIES), since) : new Tries(0, now);
        }
    }
}
