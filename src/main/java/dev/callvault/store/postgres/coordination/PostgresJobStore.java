package dev.callvault.store.postgres.coordination;

import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Param;
import org.jooq.impl.DSL;

public final class PostgresJobStore implements JobStore {
    private static final String HOLD = """
            UPDATE archive.jobs
            SET seen_at = now
            FROM coalesce(timestamptz 'epoch' + {0}::bigint * interval '1 microsecond', clock_timestamp()) AS now
            WHERE job = ANY ({1}) AND node = {2} AND ended_at IS NULL
              AND began_at > now - {3}::bigint * interval '1 second'
            """;

    private static final String FORGET = """
            DELETE FROM archive.jobs
            WHERE greatest(began_at, seen_at) + 3 * every + interval '720 hours'
                  < coalesce(timestamptz 'epoch' + {0}::bigint * interval '1 microsecond', clock_timestamp())
            """;

    private final Transactions transactions;
    private final Optional<InstantSource> clock;

    /** @param clock in place of the server's, for tests */
    public PostgresJobStore(Transactions transactions, Optional<InstantSource> clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Claimed take(String node, Set<Job> jobs, boolean isChanged) {
        return transactions.inOne(
                "claim the jobs that are due", dsl -> TakeJobs.execute(dsl, now(), node, jobs, isChanged));
    }

    @Override
    public void hold(String node, Set<String> jobs) {
        List<String> names = List.copyOf(jobs);
        transactions.run(
                "renew the leases of running jobs",
                dsl -> dsl.execute(
                        HOLD, now(), Unnest.texts(names, name -> name), DSL.val(node), Unnest.number(MAX.toSeconds())));
    }

    @Override
    public void end(String node, Map<String, JobOutcome> ended) {
        transactions.run("record how jobs ended", dsl -> EndJobs.execute(dsl, now(), node, ended));
    }

    @Override
    public void forgetUnused() {
        transactions.run("forget unused jobs", dsl -> dsl.execute(FORGET, now()));
    }

    private Param<Long> now() {
        return DSL.val(
                clock.map(InstantSource::instant).map(PostgresJobStore::micros).orElse(null), Long.class);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
