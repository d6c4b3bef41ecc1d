package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.proof.BodyProofStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

public final class PostgresBodyProofStore implements BodyProofStore {
    private static final String ARCHIVED =
            "SELECT count(*) FROM archive.every_call WHERE account_id = {0} AND log_state = 'archived'"
                    + " AND import_id IS NULL";

    /** From so many on, logs are hashed in order, all of them, instead of being chosen at random. */
    private static final long MANY = 100_000;

    private final Transactions transactions;

    public PostgresBodyProofStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public long archived(AccountId account) {
        return transactions.patiently(
                "count the call logs",
                dsl -> dsl.fetchSingle(ARCHIVED, Unnest.number(account.value())).get(0, Long.class));
    }

    @Override
    public List<Unarchived> unarchived(AccountId account) {
        return transactions.patiently("read the states of the call logs", dsl -> SelectUnarchived.fetch(dsl, account));
    }

    @Override
    public List<LogId> missing(AccountId account) {
        return transactions.patiently("look for missing call logs", dsl -> SelectMissingBodies.fetch(dsl, account));
    }

    @Override
    public Hashed hash(AccountId account, long most, LongConsumer hashed) {
        List<LogId> damaged = new ArrayList<>();
        long checked = 0;
        if (most < MANY) {
            checked = hash(
                    account,
                    transactions.patiently("choose call logs", dsl -> HashBodies.atRandom(dsl, account, most)),
                    damaged,
                    hashed);
        } else {
            for (List<HashBodies.Key> keys = next(account, Optional.empty());
                    !keys.isEmpty() && checked < most;
                    keys = next(account, Optional.of(keys.getLast()))) {
                checked += hash(account, keys, damaged, hashed);
            }
        }
        return new Hashed(checked, damaged.stream().sorted().toList());
    }

    private List<HashBodies.Key> next(AccountId account, Optional<HashBodies.Key> after) {
        return transactions.patiently("choose call logs", dsl -> HashBodies.next(dsl, account, after));
    }

    private long hash(AccountId account, List<HashBodies.Key> keys, List<LogId> damaged, LongConsumer told) {
        long checked = 0;
        for (List<HashBodies.Key> batch : HashBodies.batches(keys)) {
            Hashed hashed = transactions.patiently("hash call logs", dsl -> HashBodies.hash(dsl, account, batch));
            checked += hashed.checked();
            damaged.addAll(hashed.damaged());
            told.accept(batch.size());
        }
        return checked;
    }

    @Override
    public List<StoredBody> sample(AccountId account, Instant since, int most) {
        return transactions.patiently("pick call logs at random", dsl -> SampleBodies.fetch(dsl, account, since, most));
    }
}
