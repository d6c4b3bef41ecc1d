/**
 * When: the only home of Quartz, which ticks; what is due the record of jobs says, {@link dev.callvault.store.coordination.JobStore}. Begin
 * with {@link dev.callvault.schedule.Schedule}, go on with {@link dev.callvault.schedule.Looks}.
 */
@NullMarked
package dev.callvault.schedule;

import org.jspecify.annotations.NullMarked;
