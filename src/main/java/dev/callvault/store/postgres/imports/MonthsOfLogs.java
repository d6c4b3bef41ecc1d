package dev.callvault.store.postgres.imports;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.imports.Fate;
import dev.callvault.store.postgres.imports.JudgeLogs.Judged;
import dev.callvault.store.postgres.server.MakePartitions;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the partitions for the logs of months long ago. Where that has to wait for somebody who reads logs, it is left: the
 * logs are stored all the same, with those of other months that have no partition of their own.
 */
final class MonthsOfLogs {
    private static final Logger LOG = LoggerFactory.getLogger(MonthsOfLogs.class);

    private final Transactions transactions;
    private final Set<YearMonth> tried = new HashSet<>();

    MonthsOfLogs(Transactions transactions) {
        this.transactions = transactions;
    }

    void make(List<Judged> judged) {
        for (Judged log : judged) {
            if (log.fate() == Fate.NEW && tried.add(month(log.startedAt().orElseThrow()))) {
                make(month(log.startedAt().orElseThrow()));
            }
        }
    }

    private void make(YearMonth month) {
        try {
            transactions.run("create the partition for the logs of " + month, dsl -> MakePartitions.of(dsl, month));
        } catch (StoreFailure later) {
            LOG.debug("the logs of {} get no partition of their own: {}", month, later.getMessage());
        }
    }

    private static YearMonth month(Instant startedAt) {
        return YearMonth.from(startedAt.atOffset(ZoneOffset.UTC));
    }
}
