package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.proof.BodyProofStore;
import java.time.Instant;
import java.util.List;

public final class PostgresBodyProofStore implements BodyProofStore {
    private static final String ARCHIVED =
            "SELECT count(*) FROM archive.every_call WHERE account_id = {0} AND log_state = 'archived'";

    private final Transactions transactions;

    public PostgresBodyProofStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public long archived(AccountId account) {
        return transactions.inOne(
                "count the call logs",
                dsl -> dsl.fetchSingle(ARCHIVED, Unnest.number(account.value())).get(0, Long.class));
    }

    @Override
    public List<Unarchived> unarchived(AccountId account) {
        return transactions.inOne("read the states of the call logs", dsl -> SelectUnarchived.fetch(dsl, account));
    }

    @Override
    public List<LogId> missing(AccountId account) {
        return transactions.inOne("look for missing call logs", dsl -> SelectMissingBodies.fetch(dsl, account));
    }

    @Override
    public Hashed hash(AccountId account, long most) {
        return transactions.inOne("hash call logs", dsl -> HashBodies.fetch(dsl, account, most));
    }

    @Override
    public List<StoredBody> sample(AccountId account, Instant since, int most) {
        return transactions.inOne("pick call logs at random", dsl -> SampleBodies.fetch(dsl, account, since, most));
    }
}
