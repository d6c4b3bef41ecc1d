package dev.callvault.store.postgres.coordination;

import dev.callvault.store.coordination.JobStore;
import dev.callvault.store.coordination.JobStore.Claimed;
import dev.callvault.store.coordination.JobStore.Job;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Claims the due jobs, any number in one statement. Jobs that another node is claiming now are skipped; jobs it has
 * just claimed are seen as they are now, not as they were when the statement began.
 */
final class TakeJobs {
    private static final String SQL = """
            WITH moment AS MATERIALIZED (
                SELECT coalesce(timestamptz 'epoch' + {0}::bigint * interval '1 microsecond', clock_timestamp()) AS now),
            asked AS MATERIALIZED (
                SELECT job, seconds * interval '1 second' AS every, now,
                       to_timestamp(floor((extract(epoch FROM now) - phase) / seconds) * seconds + phase) AS due_at
                FROM moment CROSS JOIN unnest({1}, {2}, {3}) AS it (job, seconds, phase)),
            added AS (
                INSERT INTO archive.jobs (job, every, node, began_at, seen_at)
                SELECT job, every, {4}, now, now FROM asked
                WHERE NOT EXISTS (SELECT FROM archive.jobs AS kept WHERE kept.job = asked.job)
                ORDER BY job
                ON CONFLICT (job) DO NOTHING
                RETURNING job),
            due AS MATERIALIZED (
                SELECT kept.job, asked.every, now
                FROM archive.jobs AS kept JOIN asked ON asked.job = kept.job
                WHERE (ended_at IS NOT NULL OR seen_at <= now - {5}::bigint * interval '1 second'
                       OR seen_at > now + {6}::bigint * interval '1 second')
                  AND (ended_at IS NULL
                       OR began_at < due_at
                       OR began_at > now + {6}::bigint * interval '1 second'
                       OR outcome = 'left' AND ended_at <= now - {7}::bigint * interval '1 second'
                       OR outcome = 'unfit' AND CASE WHEN node = {4} THEN {9}
                                                     ELSE ended_at <= now - {8}::bigint * interval '1 second' END)
                FOR UPDATE OF kept SKIP LOCKED),
            taken AS (
                UPDATE archive.jobs AS kept
                SET node = {4}, every = due.every, began_at = now, seen_at = now, ended_at = NULL, outcome = NULL
                FROM due WHERE kept.job = due.job
                RETURNING kept.job)
            SELECT (extract(epoch FROM now) * 1000000)::bigint, ARRAY(SELECT job FROM added UNION ALL SELECT job FROM taken)
            FROM moment
            """;

    private TakeJobs() {}

    /** @param now microseconds since the epoch in place of the server's time, or null */
    static Claimed execute(DSLContext dsl, Param<Long> now, String node, Collection<Job> jobs, boolean isChanged) {
        List<Job> asked = jobs.stream().sorted(Comparator.comparing(Job::name)).toList();
        return taken(dsl.fetchSingle(
                SQL,
                now,
                Unnest.texts(asked, Job::name),
                Unnest.numbers(asked, it -> it.every().toSeconds()),
                Unnest.numbers(asked, it -> it.phase().toSeconds()),
                DSL.val(node),
                Unnest.number(JobStore.LEASE.toSeconds()),
                Unnest.number(JobStore.AHEAD.toSeconds()),
                Unnest.number(JobStore.LEFT_FOR.toSeconds()),
                Unnest.number(JobStore.UNFIT_FOR.toSeconds()),
                DSL.val(isChanged)));
    }

    private static Claimed taken(Record answer) {
        Instant now = Instant.EPOCH.plus(answer.get(0, Long.class), ChronoUnit.MICROS);
        return new Claimed(now, Set.of(answer.get(1, String[].class)));
    }
}
