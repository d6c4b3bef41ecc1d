package dev.callvault.store.postgres.search;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.ERRORS;
import static dev.callvault.store.postgres.jooq.Tables.EVERY_CALL;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.postgres.sql.CallRow;
import dev.callvault.store.postgres.sql.Deadline;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.FoundNumber;
import dev.callvault.store.search.Neighbours;
import dev.callvault.store.search.NumberPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.Row2;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls, newest first. Each account and each way to a number is looked up separately, along an index in the
 * right order, so that the first page is quick however many calls there are.
 */
public final class SelectCalls {
    private static final Condition OF_CALL =
            ERRORS.ACCOUNT_ID.eq(EVERY_CALL.ACCOUNT_ID).and(ERRORS.SESSION_ID.eq(EVERY_CALL.SESSION_ID));

    private static final Field<Integer> ERROR_COUNT =
            DSL.field(DSL.selectCount().from(ERRORS).where(OF_CALL));

    // not a join: the planner would look for the calls of each account
    private static final Field<String> ACCOUNT =
            DSL.field(DSL.select(ACCOUNTS.NAME).from(ACCOUNTS).where(ACCOUNTS.ACCOUNT_ID.eq(EVERY_CALL.ACCOUNT_ID)));

    private static final String SIGNATURE = "archive.signature(coalesce({0}, {1})) = {2}";

    private SelectCalls() {}

    /**
     * The calls that match the filter, except for its text, and one more condition.
     *
     * @param most the maximum number
     * @param deadline of all the statements together
     */
    static List<FoundCall> fetchMatching(DSLContext dsl, Lookup lookup, Condition more, int most, Deadline deadline) {
        List<FoundCall> found = new ArrayList<>();
        lookup.prepare(dsl);
        for (Condition way : lookup.ways()) {
            deadline.forNext();
            found.addAll(page(dsl, lookup, way.and(more), most).fetch(SelectCalls::found));
        }
        return found.stream()
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
    static long count(DSLContext dsl, Lookup lookup, int most) {
        lookup.prepare(dsl);
        return dsl.fetchCount(counted(lookup, most));
    }

    /**
     * With a number, each way is counted along its index. Without an order the planner expects to meet enough calls of any
     * number soon, and reads all there are.
     */
    static Select<?> counted(Lookup lookup, int most) {
        if (lookup.filter().number().isEmpty()) {
            return matching(lookup, DSL.or(lookup.ways())).limit(most + 1);
        }
        return lookup.ways().stream()
                .<Select<Record1<Integer>>>map(it -> matching(lookup, it)
                        .orderBy(EVERY_CALL.STARTED_AT.desc())
                        .limit(most + 1))
                .reduce(Select::unionAll)
                .orElseGet(() -> matching(lookup, DSL.falseCondition()));
    }

    private static SelectConditionStep<Record1<Integer>> matching(Lookup lookup, Condition way) {
        return DSL.selectOne().from(EVERY_CALL).where(way).and(matching(lookup.filter()));
    }

    /** The calls of the account around one. */
    static Neighbours fetchNeighbours(DSLContext dsl, FoundCall call) {
        // a call under the number of another has no page of its own
        Condition ofAccount = EVERY_CALL.ACCOUNT_ID.eq(call.accountId().value()).and(EVERY_CALL.IS_CONFLICT.isFalse());
        Row2<Instant, Long> place = DSL.row(EVERY_CALL.STARTED_AT, EVERY_CALL.LOG_ID);
        Instant at = call.call().startedAt();
        long log = call.call().logId().value();
        return new Neighbours(
                newestFirst(dsl, ofAccount.and(place.lt(at, log)), 1).fetch(SelectCalls::found).stream()
                        .findFirst(),
                select(dsl, ofAccount.and(place.gt(at, log)))
                        .orderBy(EVERY_CALL.STARTED_AT, EVERY_CALL.LOG_ID)
                        .limit(1)
                        .fetch(SelectCalls::found)
                        .stream()
                        .findFirst());
    }

    /** The first calls on one way. */
    static ResultQuery<?> page(DSLContext dsl, Lookup lookup, Condition way, int most) {
        return newestFirst(dsl, way.and(narrowed(lookup.filter())), most);
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

    private static ResultQuery<?> newestFirst(DSLContext dsl, Condition condition, int most) {
        return select(dsl, condition)
                .orderBy(EVERY_CALL.STARTED_AT.desc(), EVERY_CALL.LOG_ID.desc())
                .limit(most);
    }

    private static SelectConditionStep<?> select(DSLContext dsl, Condition condition) {
        return dsl.select(EVERY_CALL.fields())
                .select(ACCOUNT.as("account"), ERROR_COUNT.as("errors"))
                .from(EVERY_CALL)
                .where(condition);
    }

    private static FoundCall found(Record row) {
        return new FoundCall(
                new AccountId(row.get(EVERY_CALL.ACCOUNT_ID)),
                row.get("account", String.class),
                CallRow.OF_EVERY_CALL.map(row),
                number(
                        row.get(EVERY_CALL.CALLER_NUMBER),
                        row.get(EVERY_CALL.CALLER_KIND),
                        row.get(EVERY_CALL.CALLER_COUNTRY),
                        row.get(EVERY_CALL.CALLER_AREA),
                        row.get(EVERY_CALL.CALLER_TOLL_FREE)),
                number(
                        row.get(EVERY_CALL.CALLED_NUMBER),
                        row.get(EVERY_CALL.CALLED_KIND),
                        row.get(EVERY_CALL.CALLED_COUNTRY),
                        row.get(EVERY_CALL.CALLED_AREA),
                        row.get(EVERY_CALL.CALLED_TOLL_FREE)),
                LogState.valueOf(row.get(EVERY_CALL.LOG_STATE).toUpperCase(Locale.ROOT)),
                row.get("errors", Integer.class));
    }

    private static FoundNumber number(
            @Nullable String form,
            @Nullable String kind,
            @Nullable String country,
            @Nullable String area,
            @Nullable Boolean isTollFree) {
        return new FoundNumber(
                form,
                kind == null ? null : ReadNumber.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                new NumberPlan(country, area, Boolean.TRUE.equals(isTollFree)));
    }
}
