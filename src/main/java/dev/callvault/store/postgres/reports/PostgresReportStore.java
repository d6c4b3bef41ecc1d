package dev.callvault.store.postgres.reports;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.reports.RefreshRollup.Rollup;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.reports.DirectoryEntry;
import dev.callvault.store.reports.ReportStore;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class PostgresReportStore implements ReportStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresReportStore.class);

    private final Transactions transactions;
    private final Consumer<String> zoneChanged;

    /**
     * Keeps the reports, and tells when their zone has changed.
     *
     * @param zoneChanged told the former zone, outside of the transaction
     */
    public PostgresReportStore(Transactions transactions, Consumer<String> zoneChanged) {
        this.transactions = transactions;
        this.zoneChanged = zoneChanged;
    }

    @Override
    public void useZone(ZoneId zone) {
        Optional<String> former =
                transactions.inOne("use " + zone + " as reporting-zone", dsl -> UseReportingZone.execute(dsl, zone));
        try {
            former.ifPresent(zoneChanged);
        } catch (StoreFailure failure) { // the zone is in force all the same
            LOG.warn("{} — run 'callvault migrate' as the schema's owner.", failure.getMessage());
        }
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
