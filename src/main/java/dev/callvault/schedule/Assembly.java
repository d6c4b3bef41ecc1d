package dev.callvault.schedule;

import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.core.QuartzScheduler;
import org.quartz.core.QuartzSchedulerResources;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.StdJobRunShellFactory;
import org.quartz.impl.StdScheduler;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.quartz.utils.DBConnectionManager;

/**
 * Puts Quartz together by hand. Its factories keep one scheduler of a name in the whole process, and the name is the
 * cluster's: two nodes in one process could not be.
 */
final class Assembly {
    /** What the nodes have in common; part of every key in Quartz's tables. */
    private static final String CLUSTER = "callvault";

    private Assembly() {}

    /** A scheduler that has not begun and has not asked the database for anything. */
    static Scheduler scheduler(
            String node, DataSource database, Runs runs, Workers workers, TriggerStore store, Timing timing)
            throws SchedulerException {
        StdJobRunShellFactory shells = new StdJobRunShellFactory();
        QuartzSchedulerResources parts = parts(node, workers, store, shells);
        QuartzScheduler quartz = new QuartzScheduler(parts, timing.checkin().toMillis(), -1);
        prepare(store, node, database, timing);
        CascadingClassLoadHelper classes = new CascadingClassLoadHelper();
        classes.initialize();
        store.initialize(classes, quartz.getSchedulerSignaler());
        Scheduler scheduler = new StdScheduler(quartz);
        shells.initialize(scheduler);
        quartz.initialize();
        scheduler.setJobFactory(RecurringJob.factory(runs));
        return scheduler;
    }

    private static QuartzSchedulerResources parts(
            String node, Workers workers, TriggerStore store, StdJobRunShellFactory shells) {
        QuartzSchedulerResources parts = new QuartzSchedulerResources();
        parts.setName(CLUSTER);
        parts.setInstanceId(node);
        parts.setMakeSchedulerThreadDaemon(true);
        parts.setJobRunShellFactory(shells);
        parts.setThreadPool(workers);
        parts.setThreadExecutor(new DefaultThreadExecutor());
        parts.setJobStore(store);
        return parts;
    }

    private static void prepare(TriggerStore store, String node, DataSource database, Timing timing)
            throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(node, new Connections(database));
        store.setDataSource(node);
        store.setTablePrefix("quartz.qrtz_");
        store.setUseProperties("true");
        store.setInstanceName(CLUSTER);
        store.setInstanceId(node);
        store.setIsClustered(true);
        store.setAcquireTriggersWithinLock(true);
        store.setMakeThreadsDaemons(true);
        store.setClusterCheckinInterval(timing.checkin().toMillis());
        store.setDbRetryInterval(timing.checkin().toMillis());
        store.setMisfireThreshold(timing.misfire().toMillis());
    }
}
