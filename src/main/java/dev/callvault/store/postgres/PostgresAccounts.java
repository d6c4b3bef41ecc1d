package dev.callvault.store.postgres;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.REMOVALS;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.store.AccountRefused;
import dev.callvault.store.Accounts;
import dev.callvault.store.ProviderLogin;
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
import org.jspecify.annotations.Nullable;

final class PostgresAccounts implements Accounts {
    private final Transactions transactions;

    PostgresAccounts(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Account register(String name, ProviderLogin customer, ZoneId zone, Instant now) {
        return transactions.inOne("register account " + name, dsl -> {
            insertIfNew(dsl, name, customer, zone, now);
            Record row = find(dsl, name)
                    .orElseThrow(() ->
                            AccountRefused.otherName(name, holder(dsl, customer).orElse("another account"), customer));
            requireSame(row, customer);
            if (row.get(ACCOUNTS.LOGIN) == null) {
                dsl.update(ACCOUNTS)
                        .set(ACCOUNTS.LOGIN, customer.login())
                        .where(ACCOUNTS.NAME.eq(name))
                        .execute();
            }
            bringUpToDate(dsl, name, customer.baseUrl(), zone);
            return account(find(dsl, name).orElseThrow());
        });
    }

    @Override
    public Optional<Account> known(String name, ProviderLogin customer) {
        return transactions.inOne("read account " + name, dsl -> {
            Optional<? extends Record> row = find(dsl, name);
            row.ifPresent(it -> requireSame(it, customer));
            holder(dsl, customer).filter(it -> row.isEmpty()).ifPresent(other -> {
                throw AccountRefused.otherName(name, other, customer);
            });
            if (row.isEmpty()) {
                requireNotRemoved(dsl, name, customer);
            }
            return row.map(PostgresAccounts::account);
        });
    }

    private static void requireSame(Record row, ProviderLogin customer) {
        @Nullable String login = row.get(ACCOUNTS.LOGIN);
        ProviderLogin archived = new ProviderLogin(URI.create(row.get(ACCOUNTS.BASE_URL)), String.valueOf(login));
        if (login != null && !archived.isSame(customer)) {
            throw AccountRefused.otherCustomer(row.get(ACCOUNTS.NAME), archived, customer);
        }
    }

    /** The unique key of URL and login keeps a customer from being inserted under two names, even at the same moment. */
    private static void insertIfNew(DSLContext dsl, String name, ProviderLogin customer, ZoneId zone, Instant now) {
        if (find(dsl, name).isEmpty()) {
            requireNotRemoved(dsl, name, customer);
            dsl.insertInto(ACCOUNTS)
                    .set(ACCOUNTS.NAME, name)
                    .set(ACCOUNTS.BASE_URL, customer.baseUrl().toString())
                    .set(ACCOUNTS.LOGIN, customer.login())
                    .set(ACCOUNTS.ZONE, zone.getId())
                    .set(ACCOUNTS.CREATED_AT, now)
                    .onConflictDoNothing()
                    .execute();
        }
    }

    /** A removed customer does not come back because some machine still has the old configuration. */
    private static void requireNotRemoved(DSLContext dsl, String name, ProviderLogin customer) {
        dsl
                .selectFrom(REMOVALS)
                .where(REMOVALS.READMITTED_AT.isNull())
                .and(REMOVALS.LOGIN.eq(customer.login()))
                .orderBy(REMOVALS.REMOVAL_ID)
                .stream()
                .filter(it -> new ProviderLogin(URI.create(it.get(REMOVALS.BASE_URL)), it.get(REMOVALS.LOGIN))
                        .isSame(customer))
                .findFirst()
                .ifPresent(it -> {
                    throw AccountRefused.removed(
                            name, it.get(REMOVALS.ACCOUNT), it.get(REMOVALS.BEGAN_AT), it.get(REMOVALS.REMOVED_BY));
                });
    }

    /** The name of the account that archives the customer, at this very URL. */
    private static Optional<String> holder(DSLContext dsl, ProviderLogin customer) {
        return dsl.select(ACCOUNTS.NAME)
                .from(ACCOUNTS)
                .where(ACCOUNTS.BASE_URL.eq(customer.baseUrl().toString()))
                .and(ACCOUNTS.LOGIN.eq(customer.login()))
                .fetchOptional(ACCOUNTS.NAME);
    }

    @Override
    public boolean move(String name, ProviderLogin customer) {
        return transactions.inOne("move account " + name, dsl -> {
            holder(dsl, customer).filter(it -> !it.equals(name)).ifPresent(other -> {
                throw AccountRefused.otherName(name, other, customer);
            });
            return dsl.update(ACCOUNTS)
                            .set(ACCOUNTS.BASE_URL, customer.baseUrl().toString())
                            .set(ACCOUNTS.LOGIN, customer.login())
                            .where(ACCOUNTS.NAME.eq(name))
                            .execute()
                    > 0;
        });
    }

    @Override
    public boolean rename(String name, String newName) {
        return transactions.inOne("rename account " + name, dsl -> {
            if (find(dsl, newName).isPresent()) {
                throw new IllegalArgumentException("there is an account named " + newName);
            }
            return dsl.update(ACCOUNTS)
                            .set(ACCOUNTS.NAME, newName)
                            .where(ACCOUNTS.NAME.eq(name))
                            .execute()
                    > 0;
        });
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

    private static Optional<? extends Record> find(DSLContext dsl, String name) {
        return dsl.selectFrom(ACCOUNTS).where(ACCOUNTS.NAME.eq(name)).fetchOptional();
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
