package dev.callvault.store.memory;

import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A job store in memory; the clock replaces the database's. Every method is one transaction. */
public final class MemoryJobStore implements JobStore {
    private final Map<String, Row> rows = new TreeMap<>();
    private final InstantSource clock;

    public MemoryJobStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Claimed take(String node, Set<Job> jobs, boolean isChanged) {
        Instant now = clock.instant();
        Set<String> taken = new HashSet<>();
        for (Job job : jobs) {
            @Nullable Row row = rows.get(job.name());
            if (row == null || (!row.isHeld(now) && row.isDue(job, node, isChanged, now))) {
                rows.put(job.name(), new Row(job.every(), node, now, now, null, null));
                taken.add(job.name());
            }
        }
        return new Claimed(now, taken);
    }

    @Override
    public synchronized void hold(String node, Set<String> jobs) {
        Instant now = clock.instant();
        rows.replaceAll((job, row) ->
                jobs.contains(job) && row.isRunningOn(node) && row.beganAt().isAfter(now.minus(MAX))
                        ? new Row(row.every(), node, row.beganAt(), now, null, null)
                        : row);
    }

    @Override
    public synchronized void end(String node, Map<String, JobOutcome> ended) {
        Instant now = clock.instant();
        rows.replaceAll((job, row) -> ended.containsKey(job) && row.isRunningOn(node)
                ? new Row(row.every(), node, row.beganAt(), row.seenAt(), now, ended.get(job))
                : row);
    }

    @Override
    public synchronized void forgetUnused() {
        rows.values().removeIf(it -> it.isUnused(clock.instant()));
    }

    /** The node that last started a job; empty when unknown. */
    public synchronized String node(String job) {
        @Nullable Row row = rows.get(job);
        return row == null ? "" : row.node();
    }

    private record Row(
            Duration every,
            String node,
            Instant beganAt,
            Instant seenAt,
            @Nullable Instant endedAt,
            @Nullable JobOutcome outcome) {

        boolean isRunningOn(String other) {
            return node.equals(other) && endedAt == null;
        }

        boolean isHeld(Instant now) {
            return endedAt == null && seenAt.isAfter(now.minus(LEASE)) && !seenAt.isAfter(now.plus(AHEAD));
        }

        boolean isDue(Job job, String asking, boolean isChanged, Instant now) {
            return endedAt == null
                    || outcome == null
                    || beganAt.isBefore(job.lastDue(now))
                    || beganAt.isAfter(now.plus(AHEAD))
                    || switch (outcome) {
                        case DONE, FAILED -> false;
                        case LEFT -> !endedAt.isAfter(now.minus(LEFT_FOR));
                        case UNFIT -> node.equals(asking) ? isChanged : !endedAt.isAfter(now.minus(UNFIT_FOR));
                    };
        }

        boolean isUnused(Instant now) {
            Instant last = beganAt.isAfter(seenAt) ? beganAt : seenAt;
            return last.plus(every.multipliedBy(3)).plus(Duration.ofDays(30)).isBefore(now);
        }
    }
}
