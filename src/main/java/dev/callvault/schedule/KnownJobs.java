package dev.callvault.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;

/**
 * Quartz's statements, but a node takes only jobs that it knows. While nodes with different settings run side by side, as
 * in a rolling upgrade, an older one would else take a new job's due times, time after time, and do nothing.
 */
final class KnownJobs extends PostgreSQLDelegate {
    /** Far more than there are jobs: those unknown here are left out only after the statement has cut the list. */
    private static final int PLENTY = 10_000;

    private final Runs runs;

    KnownJobs(Runs runs) {
        this.runs = runs;
    }

    @Override
    public List<TriggerKey> selectTriggerToAcquire(
            Connection connection, long noLaterThan, long noEarlierThan, int maxCount) throws SQLException {
        return super.selectTriggerToAcquire(connection, noLaterThan, noEarlierThan, PLENTY).stream()
                .filter(trigger -> runs.of(Triggers.jobOf(trigger)).isPresent())
                .limit(maxCount)
                .toList();
    }
}
