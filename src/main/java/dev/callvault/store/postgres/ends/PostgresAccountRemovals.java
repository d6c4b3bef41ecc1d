package dev.callvault.store.postgres.ends;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.CLOSINGS;
import static dev.callvault.store.postgres.jooq.Tables.REMOVALS;

import dev.callvault.call.AccountId;
import dev.callvault.store.forget.AccountRemovals;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Removable;
import dev.callvault.store.forget.Removal;
import dev.callvault.store.postgres.sql.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jooq.Record;
import org.jooq.impl.DSL;

public final class PostgresAccountRemovals implements AccountRemovals {
    private final Transactions transactions;

    public PostgresAccountRemovals(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Removal> all() {
        return transactions.inOne(
                "read the removals",
                dsl -> dsl.selectFrom(REMOVALS).orderBy(REMOVALS.REMOVAL_ID).fetch(PostgresAccountRemovals::removal));
    }

    private static Removal removal(Record row) {
        return new Removal(
                row.get(REMOVALS.ACCOUNT),
                new Decision(row.get(REMOVALS.BEGAN_AT), row.get(REMOVALS.REMOVED_BY), row.get(REMOVALS.REASON)),
                Optional.ofNullable(row.get(REMOVALS.REMOVED_AT)),
                RemoveAccount.records(row, 0),
                Optional.ofNullable(row.get(REMOVALS.READMITTED_AT))
                        .map(it ->
                                new Decision(it, row.get(REMOVALS.READMITTED_BY), row.get(REMOVALS.READMIT_REASON))));
    }

    @Override
    public Removable attempt(AccountId account) {
        return transactions.patiently("count what would be removed", dsl -> SelectRemovable.fetch(dsl, account));
    }

    @Override
    public void begin(AccountId account, Decision decision) {
        transactions.run("begin to remove the account", dsl -> {
            dsl.insertInto(
                            REMOVALS,
                            REMOVALS.ACCOUNT_ID,
                            REMOVALS.ACCOUNT,
                            REMOVALS.BASE_URL,
                            REMOVALS.LOGIN,
                            REMOVALS.BEGAN_AT,
                            REMOVALS.REMOVED_BY,
                            REMOVALS.REASON)
                    .select(DSL.select(
                                    ACCOUNTS.ACCOUNT_ID,
                                    ACCOUNTS.NAME,
                                    ACCOUNTS.BASE_URL,
                                    ACCOUNTS.LOGIN,
                                    DSL.val(decision.at(), REMOVALS.BEGAN_AT),
                                    DSL.val(decision.by()),
                                    DSL.val(decision.reason(), REMOVALS.REASON))
                            .from(ACCOUNTS)
                            .where(ACCOUNTS.ACCOUNT_ID.eq(account.value())))
                    .onConflictDoNothing()
                    .execute();
            dsl.insertInto(CLOSINGS)
                    .set(CLOSINGS.ACCOUNT_ID, account.value())
                    .set(CLOSINGS.CLOSED_AT, decision.at())
                    .set(CLOSINGS.CLOSED_BY, decision.by())
                    .set(CLOSINGS.REASON, decision.reason())
                    .onConflictDoNothing()
                    .execute();
        });
    }

    @Override
    public DeletedRecords remove(AccountId account, List<String> jobs, Decision decision, LongConsumer deleted) {
        return new RemoveAccount(transactions, account, deleted).execute(jobs, decision.at());
    }

    @Override
    public boolean readmit(String account, Decision decision) {
        return transactions.inOne(
                "readmit the account",
                dsl -> dsl.update(REMOVALS)
                                .set(REMOVALS.READMITTED_AT, decision.at())
                                .set(REMOVALS.READMITTED_BY, decision.by())
                                .set(REMOVALS.READMIT_REASON, decision.reason())
                                .where(REMOVALS.ACCOUNT.eq(account))
                                .and(REMOVALS.REMOVED_AT.isNotNull())
                                .and(REMOVALS.READMITTED_AT.isNull())
                                .execute()
                        > 0);
    }
}
