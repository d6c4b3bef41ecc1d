package dev.callvault.schedule;

import java.time.Duration;

/**
 * How closely the schedule looks after itself.
 *
 * @param checkin how often a node says that it lives, looks for due jobs, and asks again while the database is away; one
 *     that has said nothing for this and 7.5 seconds more is taken for dead
 * @param misfire how late a job must be to count as missed, and so to run once instead of once per missed time
 * @param watch how often the watchdog looks; a trigger must have stood still for as long to be freed
 */
record Timing(Duration checkin, Duration misfire, Duration watch) {
    static final Timing DEFAULT = new Timing(Duration.ofMillis(7500), Duration.ofSeconds(10), Duration.ofSeconds(30));
}
