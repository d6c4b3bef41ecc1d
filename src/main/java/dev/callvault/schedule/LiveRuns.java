package dev.callvault.schedule;

import java.time.Instant;
import java.util.Set;
import org.quartz.impl.jdbcjobstore.FiredTriggerRecord;

/**
 * Which of the runs in Quartz's table are runs.
 *
 * @param otherNodes those that have checked in lately: they answer for their own runs
 * @param runningHere Quartz's ids of this node's runs
 * @param freshFrom what was touched or is due after this may be in the hands of Quartz's thread, not begun yet
 */
record LiveRuns(String thisNode, Set<String> otherNodes, Set<String> runningHere, Instant freshFrom) {
    boolean contains(FiredTriggerRecord run) {
        return otherNodes.contains(run.getSchedulerInstanceId()) || isMine(run);
    }

    private boolean isMine(FiredTriggerRecord run) {
        return run.getSchedulerInstanceId().equals(thisNode)
                && (runningHere.contains(run.getFireInstanceId()) || isFresh(run));
    }

    private boolean isFresh(FiredTriggerRecord run) {
        return Math.max(run.getFireTimestamp(), run.getScheduleTimestamp()) > freshFrom.toEpochMilli();
    }
}
