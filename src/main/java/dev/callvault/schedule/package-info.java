/**
 * When jobs run. The only place that uses Quartz, which ticks; {@link dev.callvault.store.coordination.JobStore}
 * records which jobs are due. Begin with {@link dev.callvault.schedule.Schedule}, continue with {@link
 * dev.callvault.schedule.Looks}.
 */
@NullMarked
package dev.callvault.schedule;

import org.jspecify.annotations.NullMarked;
