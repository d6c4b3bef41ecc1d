package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Param;

/**
 * Tells to which calls a batch of logs belongs. The provider is asked by log id alone, and the start of the call may have
 * been corrected, or its number given to another call, while the log was being fetched. Such a log is not stored; the
 * queue has its call under the new start, and it is requested again.
 *
 * <p>The calls stay locked until the logs are stored. The others are read after that, so that a call that was listed
 * meanwhile is seen.
 */
final class SelectOwners {
    private static final String LOCK = """
            SELECT log_id, extract(epoch FROM started_at)::bigint FROM archive.calls
            WHERE account_id = {0} AND log_id = ANY ({1}::bigint[]) ORDER BY log_id FOR NO KEY UPDATE
            """;
    private static final String OTHERS = """
            SELECT log_id, max(extract(epoch FROM started_at))::bigint FROM archive.call_conflicts
            WHERE account_id = {0} AND log_id = ANY ({1}::bigint[]) GROUP BY log_id
            """;

    private final Map<Long, Long> starts;
    private final Map<Long, Long> others;

    private SelectOwners(Map<Long, Long> starts, Map<Long, Long> others) {
        this.starts = starts;
        this.others = others;
    }

    static SelectOwners lock(DSLContext dsl, AccountId account, Param<?> logIds) {
        return new SelectOwners(starts(dsl, account, logIds, LOCK), starts(dsl, account, logIds, OTHERS));
    }

    private static Map<Long, Long> starts(DSLContext dsl, AccountId account, Param<?> logIds, String sql) {
        Map<Long, Long> starts = new HashMap<>();
        dsl.fetch(sql, Unnest.number(account.value()), logIds)
                .forEach(row -> starts.put(row.get(0, Long.class), row.get(1, Long.class)));
        return starts;
    }

    List<BodyOutcome> still(List<BodyOutcome> outcomes) {
        return outcomes.stream().filter(this::isCurrent).toList();
    }

    /** Whether the log is that of the last call with its number. Of a call that is not there any more, nothing is known. */
    private boolean isCurrent(BodyOutcome outcome) {
        long start = outcome.wanted().startedAt().getEpochSecond();
        return owner(outcome).map(it -> it == start).orElse(true);
    }

    /** Of calls with the same start, the one that was known first. */
    private Optional<Long> owner(BodyOutcome outcome) {
        long logId = outcome.wanted().logId().value();
        return isOther(outcome) ? Optional.ofNullable(others.get(logId)) : Optional.ofNullable(starts.get(logId));
    }

    /** Whether the number's last call is not the first that had it. */
    boolean isOther(BodyOutcome outcome) {
        long logId = outcome.wanted().logId().value();
        return others.containsKey(logId)
                && (!starts.containsKey(logId) || others.getOrDefault(logId, 0L) > starts.getOrDefault(logId, 0L));
    }
}
