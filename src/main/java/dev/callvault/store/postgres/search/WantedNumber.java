package dev.callvault.store.postgres.search;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.EVERY_CALL;

import dev.callvault.call.AccountId;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.postgres.jooq.tables.EveryCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A number that somebody looks for, as each account reads it in its region.
 *
 * @param accounts those that read it in one way
 */
record WantedNumber(Map<ReadNumber, List<Long>> accounts) {
    /** A literal: with a parameter, the planner could not tell that the index of withheld callers covers it. */
    private static final Param<String> WITHHELD = DSL.inline(ReadNumber.Kind.WITHHELD.label());

    static WantedNumber of(DSLContext dsl, NumberReader reader, String typed, List<AccountId> accounts) {
        return where(
                dsl,
                reader,
                typed,
                ACCOUNTS.ACCOUNT_ID.in(accounts.stream().map(AccountId::value).toList()));
    }

    /** In all accounts. */
    static WantedNumber ofAll(DSLContext dsl, NumberReader reader, String typed) {
        return where(dsl, reader, typed, DSL.noCondition());
    }

    private static WantedNumber where(DSLContext dsl, NumberReader reader, String typed, Condition wanted) {
        Map<ReadNumber, List<Long>> accounts = new LinkedHashMap<>();
        dsl.select(ACCOUNTS.ACCOUNT_ID, ACCOUNTS.REGION)
                .from(ACCOUNTS)
                .where(wanted)
                .orderBy(ACCOUNTS.ACCOUNT_ID)
                .forEach(it -> accounts.computeIfAbsent(reader.read(typed, it.value2()), unused -> new ArrayList<>())
                        .add(it.value1()));
        return new WantedNumber(accounts);
    }

    List<ReadNumber> readings() {
        return List.copyOf(accounts.keySet());
    }

    /** Conditions of {@code every_call}; each follows one index in the order of time, and no call meets two of them. */
    List<Condition> ways() {
        List<Condition> ways = new ArrayList<>();
        accounts.forEach((number, ids) -> ways.addAll(ways(number.form(), ids)));
        return ways;
    }

    private static List<Condition> ways(@Nullable String form, List<Long> ids) {
        if (form == null) {
            return ids.stream()
                    .map(it -> EVERY_CALL.ACCOUNT_ID.eq(it).and(EVERY_CALL.CALLER_KIND.eq(WITHHELD)))
                    .toList();
        }
        return ids.stream()
                .map(EVERY_CALL.ACCOUNT_ID::eq)
                .flatMap(ofAccount -> Stream.of(
                        ofAccount.and(EVERY_CALL.CALLER_NUMBER.eq(form)),
                        ofAccount
                                .and(EVERY_CALL.CALLED_NUMBER.eq(form))
                                .and(EVERY_CALL.CALLER_NUMBER.isDistinctFrom(form))))
                .toList();
    }

    /** Whether a call, found by something else, is one of the number's. */
    Condition isOfCall(EveryCall call) {
        return DSL.or(accounts.entrySet().stream()
                .map(it -> call.ACCOUNT_ID
                        .in(it.getValue())
                        .and(isNumber(call, it.getKey().form())))
                .toList());
    }

    private static Condition isNumber(EveryCall call, @Nullable String form) {
        return form == null
                ? call.CALLER_KIND.eq(WITHHELD)
                : notByIndex(call.CALLER_NUMBER)
                        .eq(form)
                        .or(notByIndex(call.CALLED_NUMBER).eq(form));
    }

    /** Without statistics, the planner takes any number for rarer than a session. */
    private static Field<String> notByIndex(Field<String> number) {
        return number.concat(DSL.inline(""));
    }
}
