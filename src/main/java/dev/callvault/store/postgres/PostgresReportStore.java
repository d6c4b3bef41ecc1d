package dev.callvault.store.postgres;

import dev.callvault.store.ReportStore;
import dev.callvault.store.postgres.RefreshRollup.Rollup;
import java.time.ZoneId;

final class PostgresReportStore implements ReportStore {
    private final Transactions transactions;

    PostgresReportStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void useZone(ZoneId zone) {
        transactions.run("use " + zone + " as reporting-zone", dsl -> UseReportingZone.of(dsl, zone));
    }

    @Override
    public int refresh() {
        int batches = 0;
        for (Rollup rollup : Rollup.values()) {
            while (transactions.inOne("store the reports' figures", dsl -> RefreshRollup.batch(dsl, rollup))) {
                batches++;
            }
        }
        return batches;
    }
}
