package dev.callvault.store.postgres.search;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.ERRORS;
import static dev.callvault.store.postgres.jooq.Tables.EVERY_CALL;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.postgres.sql.CallRow;
import dev.callvault.store.postgres.sql.Deadline;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.Neighbours;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row2;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/**
 * Finds calls, newest first. Each account and each format of a number is looked up separately, along an index in the
 * right order, so that the first page is quick however many calls there are.
 */
public final class SelectCalls {
    private static final Condition OF_CALL =
            ERRORS.ACCOUNT_ID.eq(EVERY_CALL.ACCOUNT_ID).and(ERRORS.SESSION_ID.eq(EVERY_CALL.SESSION_ID));

    private static final Field<Integer> ERROR_COUNT =
            DSL.field(DSL.selectCount().from(ERRORS).where(OF_CALL));

    private static final String SIGNATURE = "archive.signature(coalesce({0}, {1})) = {2}";

    private SelectCalls() {}

    /**
     * The calls that match the filter, except for its text, and one more condition.
     *
     * @param most the maximum number
     * @param deadline of all the statements together
     */
    static List<FoundCall> fetchMatching(
            DSLContext dsl, CallFilter filter, Condition more, int most, Deadline deadline) {
        List<FoundCall> found = new ArrayList<>();
        for (Condition way : ways(filter)) {
            deadline.forNext();
            found.addAll(find(dsl, way.and(narrowed(filter)).and(more), most));
        }
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing((FoundCall it) -> it.call().startedAt())
                        .thenComparing(it -> it.call().logId())
                        .reversed())
                .limit(most)
                .toList();
    }

    /** The call that was known first under the log id, if it is still there. */
    static List<FoundCall> fetchOne(DSLContext dsl, AccountId account, LogId logId) {
        Condition isIt = EVERY_CALL.ACCOUNT_ID.eq(account.value()).and(EVERY_CALL.LOG_ID.eq(logId.value()));
        return select(dsl, isIt)
                .orderBy(EVERY_CALL.IS_CONFLICT, EVERY_CALL.STARTED_AT.desc())
                .limit(1)
                .fetch(SelectCalls::found);
    }

    /** The calls that match the filter, except for its text, wherever its page begins; counting ends after {@code most}. */
    static long count(DSLContext dsl, CallFilter filter, int most) {
        Condition matching = DSL.or(ways(filter)).and(matching(filter));
        return dsl.fetchCount(DSL.selectOne().from(EVERY_CALL).where(matching).limit(most + 1));
    }

    /** The calls of the account around one. */
    static Neighbours fetchNeighbours(DSLContext dsl, FoundCall call) {
        // a call under the number of another has no page of its own
        Condition ofAccount = EVERY_CALL.ACCOUNT_ID.eq(call.accountId().value()).and(EVERY_CALL.IS_CONFLICT.isFalse());
        Row2<Instant, Long> place = DSL.row(EVERY_CALL.STARTED_AT, EVERY_CALL.LOG_ID);
        Instant at = call.call().startedAt();
        long log = call.call().logId().value();
        return new Neighbours(
                find(dsl, ofAccount.and(place.lt(at, log)), 1).stream().findFirst(),
                select(dsl, ofAccount.and(place.gt(at, log)))
                        .orderBy(EVERY_CALL.STARTED_AT, EVERY_CALL.LOG_ID)
                        .limit(1)
                        .fetch(SelectCalls::found)
                        .stream()
                        .findFirst());
    }

    private static List<Condition> ways(CallFilter filter) {
        List<Condition> ways = new ArrayList<>();
        for (AccountId account : filter.accounts()) {
            Condition ofAccount = EVERY_CALL.ACCOUNT_ID.eq(account.value());
            if (filter.numbers().isEmpty()) {
                ways.add(ofAccount);
            }
            for (String number : filter.numbers()) {
                ways.add(ofAccount.and(number("archive.caller", number)));
                ways.add(ofAccount.and(number("archive.called", number)));
            }
        }
        return ways;
    }

    /** In the form that the index of this function uses. */
    private static Condition number(String function, String number) {
        return DSL.condition(
                function + "({0}, {1}, {2}) = left({3}, 64)",
                EVERY_CALL.DIRECTION,
                EVERY_CALL.DEST,
                EVERY_CALL.SRC,
                DSL.val(number));
    }

    private static Condition narrowed(CallFilter filter) {
        return filter.page()
                .before()
                .map(it -> DSL.row(EVERY_CALL.STARTED_AT, EVERY_CALL.LOG_ID).lt(it.startedAt(), it.logId()))
                .map(matching(filter)::and)
                .orElseGet(() -> matching(filter));
    }

    private static Condition matching(CallFilter filter) {
        List<Condition> conditions = new ArrayList<>();
        filter.session().ifPresent(it -> conditions.add(EVERY_CALL.SESSION_ID.eq(it)));
        filter.from().ifPresent(it -> conditions.add(EVERY_CALL.STARTED_AT.ge(it)));
        filter.to().ifPresent(it -> conditions.add(EVERY_CALL.STARTED_AT.lt(it)));
        filter.direction().ifPresent(it -> conditions.add(EVERY_CALL.DIRECTION.eq(it)));
        if (filter.withErrors()) {
            conditions.add(DSL.exists(DSL.selectOne().from(ERRORS).where(OF_CALL)));
        }
        filter.errorKind()
                .ifPresent(it -> conditions.add(DSL.exists(DSL.selectOne()
                        .from(ERRORS)
                        .where(OF_CALL)
                        .and(DSL.condition(SIGNATURE, ERRORS.MESSAGE, ERRORS.RAW_LINE, DSL.val(it))))));
        return DSL.and(conditions);
    }

    private static List<FoundCall> find(DSLContext dsl, Condition condition, int most) {
        return select(dsl, condition)
                .orderBy(EVERY_CALL.STARTED_AT.desc(), EVERY_CALL.LOG_ID.desc())
                .limit(most)
                .fetch(SelectCalls::found);
    }

    private static SelectConditionStep<?> select(DSLContext dsl, Condition condition) {
        return dsl.select(EVERY_CALL.fields())
                .select(ACCOUNTS.NAME, ERROR_COUNT.as("errors"))
                .from(EVERY_CALL)
                .join(ACCOUNTS)
                .on(ACCOUNTS.ACCOUNT_ID.eq(EVERY_CALL.ACCOUNT_ID))
                .where(condition);
    }

    private static FoundCall found(Record row) {
        return new FoundCall(
                new AccountId(row.get(EVERY_CALL.ACCOUNT_ID)),
                row.get(ACCOUNTS.NAME),
                CallRow.OF_EVERY_CALL.map(row),
                LogState.valueOf(row.get(EVERY_CALL.LOG_STATE).toUpperCase(Locale.ROOT)),
                row.get("errors", Integer.class));
    }
}
