package dev.callvault.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CalendarIntervalScheduleBuilder;
import org.quartz.CalendarIntervalTrigger;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.spi.OperableTrigger;

/**
 * Jobs' intervals as Quartz's triggers. Calendar intervals, since these keep their phase after a late run; a simple trigger
 * would go on counting from there, and so may come to the top of the hour.
 */
final class Triggers {
    private static final String OUT_OF_TURN = "callvault now";

    private Triggers() {}

    static TriggerKey key(String name) {
        return TriggerKey.triggerKey(name, RecurringJob.GROUP);
    }

    /** One run out of turn; a second while it waits is the same. */
    static Trigger now(String name) {
        return TriggerBuilder.newTrigger()
                .withIdentity(name, OUT_OF_TURN)
                .forJob(RecurringJob.key(name))
                .build();
    }

    /** One run out of turn, later. */
    static OperableTrigger again(String name, Instant when) {
        OperableTrigger trigger = (OperableTrigger) TriggerBuilder.newTrigger()
                .withIdentity(name, OUT_OF_TURN)
                .forJob(RecurringJob.key(name))
                .startAt(Date.from(when))
                .build();
        trigger.computeFirstFireTime(null);
        return trigger;
    }

    /** Triggers are named after their job. */
    static String jobOf(TriggerKey trigger) {
        return trigger.getName();
    }

    /** Starts at the last due time, so that a new job is late from the beginning and runs at once. */
    static OperableTrigger of(Recurring job, Instant now) {
        OperableTrigger trigger = (OperableTrigger) TriggerBuilder.newTrigger()
                .withIdentity(key(job.name()))
                .forJob(RecurringJob.key(job.name()))
                .startAt(Date.from(job.lastDue(now)))
                .withSchedule(CalendarIntervalScheduleBuilder.calendarIntervalSchedule()
                        .withInterval((int) job.every().toSeconds(), IntervalUnit.SECOND)
                        .inTimeZone(TimeZone.getTimeZone("UTC"))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
        trigger.computeFirstFireTime(null);
        return trigger;
    }

    /** Whether the stored trigger says what the job says; then it keeps its due time over a restart. */
    static boolean isCurrent(@Nullable Trigger stored, Recurring job) {
        return stored instanceof CalendarIntervalTrigger trigger
                && trigger.getRepeatIntervalUnit() == IntervalUnit.SECOND
                && Duration.ofSeconds(trigger.getRepeatInterval()).equals(job.every())
                && job.isDueAt(trigger.getStartTime().toInstant());
    }
}
