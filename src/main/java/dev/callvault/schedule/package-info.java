/**
 * When: the only home of Quartz. Jobs do nothing but call what they are given; begin with
 * {@link dev.callvault.schedule.Schedule}.
 */
@NullMarked
package dev.callvault.schedule;

import org.jspecify.annotations.NullMarked;
