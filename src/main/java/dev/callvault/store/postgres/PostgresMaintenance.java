package dev.callvault.store.postgres;

import dev.callvault.store.Maintenance;
import dev.callvault.store.postgres.bodies.CountThroughput;
import dev.callvault.store.postgres.server.MakePartitions;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;

final class PostgresMaintenance implements Maintenance {
    /** Two nodes that start together create the partitions one after the other. */
    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtextextended('callvault partitions', 0))";

    private final Transactions transactions;

    PostgresMaintenance(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void makePartitions(Instant now) {
        transactions.run("create the partitions for the coming months", dsl -> {
            dsl.fetch(ONE_AT_A_TIME);
            dsl.execute(MakePartitions.BEHIND_NO_READER);
            MakePartitions.around(dsl, now);
        });
    }

    @Override
    public void forgetThroughput(Instant now) {
        transactions.run("forget old throughput", dsl -> CountThroughput.forgetOld(dsl, now));
    }
}
