package dev.callvault.store.postgres.reports;

import dev.callvault.store.postgres.reports.RefreshRollup.Rollup;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.reports.DirectoryEntry;
import dev.callvault.store.reports.ReportStore;
import java.time.ZoneId;
import java.util.List;

public final class PostgresReportStore implements ReportStore {
    private final Transactions transactions;

    public PostgresReportStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void useZone(ZoneId zone) {
        transactions.run("use " + zone + " as reporting-zone", dsl -> UseReportingZone.execute(dsl, zone));
    }

    @Override
    public void useDirectory(List<DirectoryEntry> entries) {
        transactions.run("store the names of numbers", dsl -> ReplaceDirectory.execute(dsl, entries));
    }

    @Override
    public int refresh() {
        int batches = 0;
        for (Rollup rollup : Rollup.values()) {
            while (transactions.patiently("store report rollups", dsl -> RefreshRollup.batch(dsl, rollup))) {
                batches++;
            }
        }
        return batches;
    }
}
