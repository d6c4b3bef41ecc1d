package dev.callvault.schedule;

import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz as a ticking clock, in memory and independent on each node. The next tick makes up for a missed one.
 * Thread-safe.
 */
final class Ticks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ticks.class);

    private final Properties settings = new Properties();
    private final Trigger often;
    private final Runnable tick;
    private @Nullable Scheduler quartz;
    private boolean isClosed;

    /**
     * @param name unique in this process, where Quartz keeps one scheduler per name
     * @param tick must return at once
     */
    Ticks(String name, Duration pace, Runnable tick) {
        this.tick = tick;
        settings.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, name);
        settings.setProperty(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
        settings.setProperty(StdSchedulerFactory.PROP_JOB_STORE_CLASS, "org.quartz.simpl.RAMJobStore");
        settings.setProperty(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.threadPool.threadCount", "1");
        settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        often = TriggerBuilder.newTrigger()
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(pace.toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    /** Starts or restarts ticking, whatever state Quartz is in: it uses the machine's clock, which may be set back. */
    synchronized void begin() {
        if (isClosed) {
            return;
        }
        try {
            stop();
            Scheduler fresh = new StdSchedulerFactory(settings).getScheduler();
            quartz = fresh;
            fresh.setJobFactory((fired, scheduler) -> context -> tick.run());
            fresh.scheduleJob(
                    JobBuilder.newJob(Job.class).build(),
                    often.getTriggerBuilder().startNow().build());
            fresh.start();
        } catch (SchedulerException | RuntimeException failure) {
            log.error("Quartz has stopped ticking; restarting it shortly", failure);
        }
    }

    private void stop() throws SchedulerException {
        if (quartz != null) {
            quartz.shutdown(false);
            quartz = null;
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        try {
            stop();
        } catch (SchedulerException failure) {
            log.warn("could not stop Quartz", failure);
        }
    }

    /** For tests that disturb Quartz. */
    synchronized @Nullable Scheduler quartz() {
        return quartz;
    }
}
