package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallBody;
import dev.callvault.call.LogState;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Stores the outcomes of a batch of wanted logs: the logs, the calls' states, the queue, and resolved gaps. */
public final class SettleBodies {
    /**
     * A planner without statistics, as for a new archive or a second account, would read all of an account's calls
     * instead of looking these up. Its generic plan looks them up.
     */
    private static final String FOR_ANY_LOGS = "SET LOCAL plan_cache_mode = force_generic_plan";

    /**
     * A lost log stays lost until it arrives, and an archived one stays archived: a node that hung may return with
     * outdated results. One statement per state: with a list of logs joined to their states, the planner sometimes
     * scans the list for each call.
     */
    private static final String SET_STATE = """
            UPDATE archive.$table SET log_state = {0}
            WHERE account_id = {1} AND log_id = ANY ({2}::bigint[]) AND log_state <> {0}
              AND ({0} = 'archived' OR log_state NOT IN ('lost', 'archived'))
            """;

    private static final String SET_CALLS = SET_STATE.replace("$table", "calls");

    /** The number may have been given away more than once; only the last call has the log. */
    private static final String SET_OTHERS = SET_STATE.replace("$table", "call_conflicts AS call") + """
              AND NOT EXISTS (SELECT FROM archive.call_conflicts AS later WHERE later.account_id = call.account_id
                              AND later.log_id = call.log_id AND later.started_at > call.started_at)
            """;

    /**
     * A node that lost its claim has outdated results, which must not undo the new claimant's. The row stays locked
     * until they are stored.
     */
    private static final String HELD = """
            SELECT log_id FROM archive.body_queue
            WHERE account_id = {0} AND log_id = ANY ({1}::bigint[]) AND claimed_by = {2}
            ORDER BY log_id
            FOR UPDATE
            """;

    private static final String DEQUEUE =
            "DELETE FROM archive.body_queue WHERE account_id = {0} AND log_id = ANY ({1}::bigint[])";

    private static final String RESOLVE = """
            UPDATE archive.gaps SET resolved_at = to_timestamp({0})
            WHERE account_id = {1} AND stream = 'bodies' AND resolved_at IS NULL AND log_id = ANY ({2}::bigint[])
              AND (log_id, extract(epoch FROM from_time)::bigint) IN (SELECT * FROM unnest({2}::bigint[], {3}::bigint[]))
            """;

    private static final String POSTPONE = """
            UPDATE archive.body_queue AS wanted
            SET attempts = attempts + 1, last_attempt_at = to_timestamp({0}), next_attempt_at = to_timestamp(failed.again),
                last_failure = failed.reason, claimed_by = NULL, claimed_until = NULL
            FROM unnest({1}::bigint[], {2}::bigint[], {3}::text[]) AS failed (log_id, again, reason)
            WHERE wanted.account_id = {4} AND wanted.log_id = failed.log_id AND wanted.claimed_by = {5}
            """;

    private SettleBodies() {}

    /** Stores them by the rules of {@link dev.callvault.store.bodies.BodyStore#settle}. */
    public static void execute(
            DSLContext dsl, AccountId account, String node, List<BodyOutcome> outcomes, Instant now) {
        dsl.execute(FOR_ANY_LOGS);
        SelectOwners owners = SelectOwners.lock(dsl, account, logIds(outcomes));
        List<BodyOutcome> current = owners.still(outcomes);
        List<BodyOutcome> archived =
                current.stream().filter(BodyOutcome.Archived.class::isInstance).toList();
        UpsertBodies.execute(dsl, account, bodies(archived), now);
        List<BodyOutcome> others = held(dsl, account, node, current);
        UpsertBodies.execute(dsl, account, bodies(others), now);
        setStates(dsl, account, archived, owners);
        setStates(dsl, account, others, owners);
        if (!archived.isEmpty()) {
            dsl.execute(DEQUEUE, Unnest.number(account.value()), logIds(archived));
            dsl.execute(
                    RESOLVE,
                    Unnest.number(now.getEpochSecond()),
                    Unnest.number(account.value()),
                    logIds(archived),
                    Unnest.seconds(archived, it -> it.wanted().startedAt()));
        }
        postpone(dsl, account, node, others, now);
    }

    /** The failed outcomes of logs that the node still holds. */
    private static List<BodyOutcome> held(DSLContext dsl, AccountId account, String node, List<BodyOutcome> outcomes) {
        List<BodyOutcome> others = outcomes.stream()
                .filter(it -> !(it instanceof BodyOutcome.Archived))
                .toList();
        if (others.isEmpty()) {
            return others;
        }
        Set<Long> held = dsl.fetch(HELD, Unnest.number(account.value()), logIds(others), DSL.val(node))
                .intoSet(0, Long.class);
        return others.stream()
                .filter(it -> held.contains(it.wanted().logId().value()))
                .toList();
    }

    private static List<UpsertBodies.Row> bodies(List<BodyOutcome> outcomes) {
        List<UpsertBodies.Row> rows = new ArrayList<>();
        for (BodyOutcome outcome : outcomes) {
            switch (outcome) {
                case BodyOutcome.Archived it -> rows.add(row(it, it.body(), null));
                case BodyOutcome.Quarantined it -> rows.add(row(it, it.answer(), it.reason()));
                case BodyOutcome.Unavailable it -> {}
                case BodyOutcome.Failed it -> {}
            }
        }
        return rows;
    }

    private static UpsertBodies.Row row(BodyOutcome outcome, CallBody body, @Nullable String quarantine) {
        return new UpsertBodies.Row(outcome.wanted().logId(), outcome.wanted().startedAt(), body, quarantine);
    }

    private static void setStates(DSLContext dsl, AccountId account, List<BodyOutcome> outcomes, SelectOwners owners) {
        Map<Boolean, List<BodyOutcome>> byTable = outcomes.stream().collect(Collectors.partitioningBy(owners::isOther));
        setStates(dsl, account, byTable.getOrDefault(false, List.of()), SET_CALLS);
        setStates(dsl, account, byTable.getOrDefault(true, List.of()), SET_OTHERS);
    }

    private static void setStates(DSLContext dsl, AccountId account, List<BodyOutcome> outcomes, String sql) {
        Map<LogState, List<BodyOutcome>> changed = outcomes.stream()
                .filter(it -> !(it instanceof BodyOutcome.Failed))
                .collect(Collectors.groupingBy(
                        SettleBodies::state, () -> new EnumMap<>(LogState.class), Collectors.toList()));
        changed.forEach((state, logs) ->
                dsl.execute(sql, DSL.val(state.label()), Unnest.number(account.value()), logIds(logs)));
    }

    private static LogState state(BodyOutcome outcome) {
        return switch (outcome) {
            case BodyOutcome.Archived it -> LogState.ARCHIVED;
            case BodyOutcome.Quarantined it -> LogState.QUARANTINED;
            case BodyOutcome.Unavailable it -> LogState.UNAVAILABLE;
            case BodyOutcome.Failed it -> LogState.PENDING;
        };
    }

    private static void postpone(
            DSLContext dsl, AccountId account, String node, List<BodyOutcome> outcomes, Instant now) {
        List<Later> later =
                outcomes.stream().flatMap(it -> Later.of(it).stream()).toList();
        if (!later.isEmpty()) {
            dsl.execute(
                    POSTPONE,
                    Unnest.number(now.getEpochSecond()),
                    Unnest.numbers(later, Later::logId),
                    Unnest.seconds(later, Later::again),
                    Unnest.texts(later, Later::reason),
                    Unnest.number(account.value()),
                    DSL.val(node));
        }
    }

    private static Param<?> logIds(List<BodyOutcome> outcomes) {
        return Unnest.numbers(outcomes, it -> it.wanted().logId().value());
    }

    /** A log to be requested again. */
    private record Later(long logId, Instant again, String reason) {
        static List<Later> of(BodyOutcome outcome) {
            long logId = outcome.wanted().logId().value();
            return switch (outcome) {
                case BodyOutcome.Archived it -> List.of();
                case BodyOutcome.Quarantined it -> List.of(new Later(logId, it.again(), it.reason()));
                case BodyOutcome.Unavailable it -> List.of(new Later(logId, it.again(), it.reason()));
                case BodyOutcome.Failed it -> List.of(new Later(logId, it.again(), it.reason()));
            };
        }
    }
}
