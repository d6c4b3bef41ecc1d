package dev.callvault.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.SchedulerConfigException;
import org.quartz.impl.jdbcjobstore.DriverDelegate;
import org.quartz.impl.jdbcjobstore.FiredTriggerRecord;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.NoSuchDelegateException;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.SchedulerSignaler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz's store with four things more, each one transaction under Quartz's own lock: to lay down a whole plan, to free what
 * is stuck, to do again what another node did not finish, and to leave the cluster properly.
 */
@SuppressWarnings("unchecked") // JobStoreTX overrides a generic method with a raw one
final class TriggerStore extends JobStoreTX {
    private static final Logger log = LoggerFactory.getLogger(TriggerStore.class);

    private static final Duration DONE_AGAIN_AFTER = Duration.ofSeconds(20);

    private final KnownJobs statements;
    private final InstantSource clock;
    private final Timing timing;

    TriggerStore(KnownJobs statements, InstantSource clock, Timing timing) {
        this.statements = statements;
        this.clock = clock;
        this.timing = timing;
    }

    @Override
    public void initialize(ClassLoadHelper classes, SchedulerSignaler signaler) throws SchedulerConfigException {
        super.initialize(classes, signaler);
        try {
            statements.initialize(log, tablePrefix, instanceName, instanceId, classes, useProperties, "");
        } catch (NoSuchDelegateException failure) {
            throw new SchedulerConfigException("Quartz's statements cannot be prepared", failure);
        }
    }

    /** Quartz would make one by its class's name, which then could not know the jobs. */
    @Override
    protected DriverDelegate getDelegate() {
        return statements;
    }

    /** Makes the stored jobs these and no others. Two nodes that start at once do not get in each other's way. */
    void lay(Collection<Recurring> jobs) throws JobPersistenceException {
        Set<JobKey> wanted =
                jobs.stream().map(job -> RecurringJob.key(job.name())).collect(Collectors.toUnmodifiableSet());
        locked((connection, delegate) -> {
            for (JobKey stored : getJobNames(connection, GroupMatcher.jobGroupEquals(RecurringJob.GROUP))) {
                if (!wanted.contains(stored) && removeJob(connection, stored)) {
                    log.info("job {} is no longer configured, removed", stored.getName());
                }
            }
            for (Recurring job : jobs) {
                lay(connection, job);
            }
            signalSchedulingChangeOnTxCompletion(0L);
            return true;
        });
    }

    private void lay(Connection connection, Recurring job) throws JobPersistenceException {
        JobDetail detail = RecurringJob.detail(job.name());
        // Always: an older version may have stored another class.
        storeJob(connection, detail, true);
        if (!Triggers.isCurrent(retrieveTrigger(connection, Triggers.key(job.name())), job)) {
            log.info("job {} runs every {} from now on", job.name(), job.every());
            storeTrigger(connection, Triggers.of(job, clock.instant()), detail, true, STATE_WAITING, false, false);
        }
    }

    /**
     * Lets the job's triggers fire again if they wait for a run that is none: after a broken connection Quartz and its
     * tables can disagree for ever.
     *
     * @param runningHere Quartz's ids of the runs of this node
     */
    void free(JobKey job, Set<String> runningHere) throws JobPersistenceException {
        locked((connection, delegate) -> {
            Instant freshFrom = clock.instant().minus(timing.watch());
            LiveRuns live = new LiveRuns(getInstanceId(), otherNodes(connection, delegate), runningHere, freshFrom);
            for (OperableTrigger trigger : getTriggersForJob(connection, job)) {
                StuckTrigger suspect = StuckTrigger.read(delegate, connection, trigger);
                if (suspect.isStuck(live)) {
                    free(connection, job, suspect);
                }
            }
            return true;
        });
    }

    private void free(Connection connection, JobKey job, StuckTrigger trigger)
            throws JobPersistenceException, SQLException {
        trigger.forgetHolders(statements, connection);
        String free = checkBlockedState(connection, job, STATE_WAITING);
        statements.updateTriggerStateFromOtherState(connection, trigger.key(), free, trigger.state());
        signalSchedulingChangeOnTxCompletion(0L);
        log.warn("job {} was stuck in state {}, freed", job.getName(), trigger.state());
    }

    /**
     * Quartz only frees what a failed node was at; here it is done again by another, without waiting for its next due time.
     * Not at once: the fence of a node that hangs is open only after a while.
     */
    @Override
    protected void clusterRecover(Connection connection, List<SchedulerStateRecord> failed)
            throws JobPersistenceException {
        Set<String> cutShort = in(connection, failed);
        super.clusterRecover(connection, failed);
        for (String job : cutShort) {
            OperableTrigger again = Triggers.again(job, clock.instant().plus(DONE_AGAIN_AFTER));
            storeTrigger(connection, again, null, true, STATE_WAITING, false, false);
            log.warn("job {} was cut short on another node and is run again", job);
        }
    }

    private Set<String> in(Connection connection, List<SchedulerStateRecord> failed) throws JobPersistenceException {
        Set<String> jobs = new TreeSet<>();
        in(connection, (open, delegate) -> {
            for (SchedulerStateRecord node : failed) {
                delegate.selectInstancesFiredTriggerRecords(open, node.getSchedulerInstanceId()).stream()
                        .filter(run -> run.getFireInstanceState().equals(STATE_EXECUTING))
                        .forEach(run -> jobs.add(run.getJobKey().getName()));
            }
            return true;
        });
        return jobs;
    }

    private Set<String> otherNodes(Connection connection, DriverDelegate delegate) throws SQLException {
        return delegate.selectSchedulerStateRecords(connection, null).stream()
                .filter(node -> calcFailedIfAfter(node) >= clock.millis())
                .map(SchedulerStateRecord::getSchedulerInstanceId)
                .filter(node -> !node.equals(getInstanceId()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void shutdown() {
        super.shutdown();
        try {
            leave();
        } catch (JobPersistenceException away) {
            log.info("could not sign off from the cluster, the others will notice: {}", away.getMessage());
        }
    }

    /** Gives back what was acquired ahead of time; else it would wait until the others take this node for dead. */
    private void leave() throws JobPersistenceException {
        locked((connection, delegate) -> {
            boolean stillRunning = false;
            for (FiredTriggerRecord run : delegate.selectInstancesFiredTriggerRecords(connection, getInstanceId())) {
                if (run.getFireInstanceState().equals(STATE_ACQUIRED)) {
                    delegate.updateTriggerStateFromOtherState(
                            connection, run.getTriggerKey(), STATE_WAITING, STATE_ACQUIRED);
                    delegate.deleteFiredTrigger(connection, run.getFireInstanceId());
                } else {
                    stillRunning = true;
                }
            }
            // With its state kept, a node that went before its runs ended is noticed and cleaned up after.
            return stillRunning || delegate.deleteSchedulerState(connection, getInstanceId()) > 0;
        });
    }

    private void locked(Change change) throws JobPersistenceException {
        executeInNonManagedTXLock(LOCK_TRIGGER_ACCESS, connection -> in(connection, change), null);
    }

    private boolean in(Connection connection, Change change) throws JobPersistenceException {
        try {
            return change.make(connection, statements);
        } catch (SQLException failure) {
            throw new JobPersistenceException(failure.getMessage(), failure);
        }
    }

    @FunctionalInterface
    private interface Change {
        boolean make(Connection connection, DriverDelegate delegate) throws JobPersistenceException, SQLException;
    }
}
