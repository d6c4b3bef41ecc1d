package dev.callvault.schedule;

import static org.quartz.impl.jdbcjobstore.Constants.STATE_ACQUIRED;
import static org.quartz.impl.jdbcjobstore.Constants.STATE_BLOCKED;
import static org.quartz.impl.jdbcjobstore.Constants.STATE_ERROR;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.quartz.JobKey;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.DriverDelegate;
import org.quartz.impl.jdbcjobstore.FiredTriggerRecord;

/**
 * A trigger that may wait for a run that is none, and so for ever.
 *
 * @param state Quartz's word for what it waits for
 * @param holders the runs it waits for
 */
record StuckTrigger(TriggerKey key, String state, List<FiredTriggerRecord> holders) {
    private static final Set<String> WAITS_FOR_A_RUN = Set.of(STATE_ERROR, STATE_BLOCKED, STATE_ACQUIRED);

    static StuckTrigger read(DriverDelegate delegate, Connection connection, Trigger trigger) throws SQLException {
        String state = delegate.selectTriggerState(connection, trigger.getKey());
        return new StuckTrigger(trigger.getKey(), state, holders(delegate, connection, trigger, state));
    }

    /** A trigger is blocked by any run of its job, but acquired only for a run of its own. */
    private static List<FiredTriggerRecord> holders(
            DriverDelegate delegate, Connection connection, Trigger trigger, String state) throws SQLException {
        TriggerKey key = trigger.getKey();
        JobKey job = trigger.getJobKey();
        return switch (state) {
            case STATE_BLOCKED -> delegate.selectFiredTriggerRecordsByJob(connection, job.getName(), job.getGroup());
            case STATE_ACQUIRED -> delegate.selectFiredTriggerRecords(connection, key.getName(), key.getGroup());
            default -> List.of();
        };
    }

    boolean isStuck(LiveRuns live) {
        return WAITS_FOR_A_RUN.contains(state) && holders.stream().noneMatch(live::contains);
    }

    void forgetHolders(DriverDelegate delegate, Connection connection) throws SQLException {
        for (FiredTriggerRecord dead : holders) {
            delegate.deleteFiredTrigger(connection, dead.getFireInstanceId());
        }
    }
}
