package dev.callvault.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.InterruptableJob;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.spi.JobFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Quartz sees of a job: its name, under which this node finds the work. The store holds the name of this class. */
@DisallowConcurrentExecution
final class RecurringJob implements InterruptableJob {
    static final String GROUP = "callvault";

    private static final Logger log = LoggerFactory.getLogger(RecurringJob.class);

    private final Run run;

    private RecurringJob(Run run) {
        this.run = run;
    }

    @Override
    public void execute(JobExecutionContext context) {
        run.perform();
    }

    @Override
    public void interrupt() {
        run.interrupt();
    }

    static JobKey key(String name) {
        return JobKey.jobKey(name, GROUP);
    }

    static JobDetail detail(String name) {
        return JobBuilder.newJob(RecurringJob.class).withIdentity(key(name)).build();
    }

    /** A job of a node with other settings is left alone: that node, or its watchdog, looks after it. */
    static JobFactory factory(Runs runs) {
        return (fired, scheduler) -> {
            String name = fired.getJobDetail().getKey().getName();
            return runs.of(name)
                    .<Job>map(RecurringJob::new)
                    .orElse(context -> log.info("job {} is not known here", name));
        };
    }
}
