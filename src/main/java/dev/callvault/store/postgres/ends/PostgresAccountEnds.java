package dev.callvault.store.postgres.ends;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.CLOSINGS;

import dev.callvault.call.AccountId;
import dev.callvault.store.forget.AccountContents;
import dev.callvault.store.forget.AccountEnds;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.postgres.sql.SelectClosed;
import dev.callvault.store.postgres.sql.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;

public final class PostgresAccountEnds implements AccountEnds {
    private final Transactions transactions;

    public PostgresAccountEnds(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<AccountContents> contents() {
        return transactions.patiently("count what is stored of each account", SelectContents::fetch);
    }

    @Override
    public Optional<Decision> closed(String account) {
        return transactions.inOne(
                "read whether account " + account + " is closed",
                dsl -> Optional.ofNullable(
                        SelectClosed.fetch(dsl, ACCOUNTS.NAME.eq(account)).get(account)));
    }

    @Override
    public Map<String, Decision> closed() {
        return transactions.inOne("read the closed accounts", dsl -> SelectClosed.fetch(dsl, DSL.noCondition()));
    }

    @Override
    public boolean close(AccountId account, Decision decision) {
        return transactions.inOne(
                "close the account",
                dsl -> dsl.insertInto(CLOSINGS)
                                .set(CLOSINGS.ACCOUNT_ID, account.value())
                                .set(CLOSINGS.CLOSED_AT, decision.at())
                                .set(CLOSINGS.CLOSED_BY, decision.by())
                                .set(CLOSINGS.REASON, decision.reason())
                                .onConflictDoNothing()
                                .execute()
                        > 0);
    }

    @Override
    public boolean reopen(AccountId account, Decision decision) {
        return transactions.inOne(
                "reopen the account",
                dsl -> dsl.update(CLOSINGS)
                                .set(CLOSINGS.REOPENED_AT, decision.at())
                                .set(CLOSINGS.REOPENED_BY, decision.by())
                                .set(CLOSINGS.REOPEN_REASON, decision.reason())
                                .where(CLOSINGS.ACCOUNT_ID.eq(account.value()))
                                .and(CLOSINGS.REOPENED_AT.isNull())
                                .execute()
                        > 0);
    }
}
