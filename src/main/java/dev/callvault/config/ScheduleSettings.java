package dev.callvault.config;

import java.time.Duration;

/**
 * How often the daemon does what.
 *
 * @param list between listings of the open window, per account and stream
 * @param sweepCalls between listings of all calls that the provider still has
 * @param sweepYear between listings of all sessions and errors that the provider still has
 * @param fetch between looks for call logs that are still to be fetched
 * @param maintain between looks after the database and the schedule itself
 */
public record ScheduleSettings(
        Duration list, Duration sweepCalls, Duration sweepYear, Duration fetch, Duration maintain) {}
