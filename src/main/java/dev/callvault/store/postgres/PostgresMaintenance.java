package dev.callvault.store.postgres;

import dev.callvault.store.Maintenance;
import dev.callvault.store.postgres.bodies.CountThroughput;
import dev.callvault.store.postgres.server.MakePartitions;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;

final class PostgresMaintenance implements Maintenance {
    private final Transactions transactions;

    PostgresMaintenance(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void makePartitions(Instant now) {
        transactions.run("create the partitions for the coming months", dsl -> MakePartitions.around(dsl, now));
    }

    @Override
    public void forgetThroughput(Instant now) {
        transactions.run("forget old throughput", dsl -> CountThroughput.forgetOld(dsl, now));
    }
}
