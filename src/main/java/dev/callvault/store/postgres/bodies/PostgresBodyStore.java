package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.impl.DSL;

public final class PostgresBodyStore implements BodyStore {
    private static final String GIVE_BACK = """
        UPDATE archive.body_queue SET claimed_by = NULL, claimed_until = NULL
        WHERE account_id = {0} AND log_id = ANY ({1}::bigint[]) AND claimed_by = {2}
        """;

    private static final String FREE = """
        UPDATE archive.body_queue SET claimed_by = NULL, claimed_until = NULL
        WHERE account_id = {0} AND claimed_by = {1}
        """;

    /**
     * Locked rows are being settled now and need no renewal. Waiting for them would risk a deadlock, since both
     * statements lock many rows, in different orders.
     */
    private static final String RENEW = """
        UPDATE archive.body_queue AS held SET claimed_until = to_timestamp({3})
        FROM (
            SELECT account_id, log_id FROM archive.body_queue
            WHERE account_id = {0} AND log_id = ANY ({1}::bigint[]) AND claimed_by = {2}
            FOR UPDATE SKIP LOCKED
        ) AS free
        WHERE held.account_id = free.account_id AND held.log_id = free.log_id
        RETURNING held.log_id
        """;

    private final Transactions transactions;
    private final Transactions pulses;

    /** @param pulses for renewing claims, which cannot wait until others have stored what they fetched */
    public PostgresBodyStore(Transactions transactions, Transactions pulses) {
        this.transactions = transactions;
        this.pulses = pulses;
    }

    @Override
    public List<WantedBody> claim(AccountId account, Claim claim) {
        return transactions.inOne("claim wanted logs", dsl -> ClaimBodies.execute(dsl, account, claim));
    }

    @Override
    public Set<LogId> renew(AccountId account, String node, Collection<LogId> logIds, Instant until) {
        return pulses.inOne(
                "renew the claims on logs",
                dsl -> dsl.fetch(
                                RENEW,
                                Unnest.number(account.value()),
                                Unnest.numbers(List.copyOf(logIds), LogId::value),
                                DSL.val(node),
                                Unnest.number(until.getEpochSecond()))
                        .intoSet(row -> new LogId(row.get(0, Long.class))));
    }

    @Override
    public void freeLeftovers(AccountId account, String node) {
        transactions.run(
                "release the claims on logs", dsl -> dsl.execute(FREE, Unnest.number(account.value()), DSL.val(node)));
    }

    @Override
    public void giveBack(AccountId account, String node, Collection<LogId> logIds) {
        if (!logIds.isEmpty()) {
            transactions.runByClaims(
                    "release the claims on logs",
                    dsl -> dsl.execute(
                            GIVE_BACK,
                            Unnest.number(account.value()),
                            Unnest.numbers(List.copyOf(logIds), LogId::value),
                            DSL.val(node)));
        }
    }

    @Override
    public void settle(AccountId account, String node, List<BodyOutcome> outcomes, Instant now) {
        List<BodyOutcome> distinct = BodyOutcome.distinct(outcomes);
        transactions.runByClaims("store call logs", dsl -> {
            SettleBodies.execute(dsl, account, node, distinct, now);
            CountThroughput.execute(dsl, account, distinct, now);
        });
    }

    @Override
    public int recordExpired(AccountId account, Instant now, Duration grace) {
        return transactions.inOne("record expired logs", dsl -> RecordExpired.execute(dsl, account, now, grace));
    }

    @Override
    public void wantAgain(AccountId account, Map<LogId, String> doubted, Instant now) {
        transactions.run("queue logs again", dsl -> WantBodies.execute(dsl, account, doubted, now));
    }

    @Override
    public void moveWatermark(AccountId account, Instant now) {
        transactions.run("move the watermark of the logs", dsl -> MoveBodyWatermark.execute(dsl, account, now));
    }
}
