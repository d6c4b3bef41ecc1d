package dev.callvault.store.postgres;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.store.Accounts;
import dev.callvault.store.postgres.coordination.SelectNodes;
import dev.callvault.store.postgres.sql.Transactions;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

final class PostgresAccounts implements Accounts {
    private final Transactions transactions;

    PostgresAccounts(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Account register(String name, URI baseUrl, ZoneId zone, Instant now) {
        return transactions.inOne("register account " + name, dsl -> {
            insertIfNew(dsl, name, baseUrl, zone, now);
            bringUpToDate(dsl, name, baseUrl, zone);
            return find(dsl, name).orElseThrow();
        });
    }

    private static void insertIfNew(DSLContext dsl, String name, URI baseUrl, ZoneId zone, Instant now) {
        if (find(dsl, name).isEmpty()) {
            dsl.insertInto(ACCOUNTS)
                    .set(ACCOUNTS.NAME, name)
                    .set(ACCOUNTS.BASE_URL, baseUrl.toString())
                    .set(ACCOUNTS.ZONE, zone.getId())
                    .set(ACCOUNTS.CREATED_AT, now)
                    .onConflictDoNothing()
                    .execute();
        }
    }

    /** URL and zone are updated separately: a node that differs in one may agree on the other. */
    private static void bringUpToDate(DSLContext dsl, String name, URI baseUrl, ZoneId zone) {
        dsl.update(ACCOUNTS)
                .set(ACCOUNTS.BASE_URL, baseUrl.toString())
                .where(ACCOUNTS.NAME.eq(name))
                .and(ACCOUNTS.BASE_URL.ne(baseUrl.toString()))
                .and(isUndisputed("accounts[" + name + "].url", baseUrl.toString()))
                .execute();
        dsl.update(ACCOUNTS)
                .set(ACCOUNTS.ZONE, zone.getId())
                .where(ACCOUNTS.NAME.eq(name))
                .and(ACCOUNTS.ZONE.ne(zone.getId()))
                .and(isUndisputed("accounts[" + name + "].zone", zone.getId()))
                .execute();
    }

    private static Condition isUndisputed(String setting, String value) {
        return DSL.condition(
                "NOT EXISTS (SELECT FROM archive.nodes WHERE settings ->> {0} <> {1} AND " + SelectNodes.IS_LIVE + ")",
                DSL.val(setting),
                DSL.val(value));
    }

    private static Optional<Account> find(DSLContext dsl, String name) {
        return dsl.selectFrom(ACCOUNTS).where(ACCOUNTS.NAME.eq(name)).fetchOptional(PostgresAccounts::account);
    }

    @Override
    public List<Account> all() {
        return transactions.inOne(
                "read the accounts",
                dsl -> dsl.selectFrom(ACCOUNTS).orderBy(ACCOUNTS.NAME).fetch(PostgresAccounts::account));
    }

    private static Account account(Record row) {
        return new Account(
                new AccountId(row.get(ACCOUNTS.ACCOUNT_ID)), row.get(ACCOUNTS.NAME), ZoneId.of(row.get(ACCOUNTS.ZONE)));
    }
}
