package dev.callvault.store.postgres.search;

import static dev.callvault.store.postgres.jooq.Tables.CALL_LOGS;
import static dev.callvault.store.postgres.jooq.Tables.ERRORS;
import static dev.callvault.store.postgres.jooq.Tables.GAPS;
import static dev.callvault.store.postgres.jooq.Tables.SESSIONS;

import dev.callvault.content.Content;
import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.postgres.sql.SelectConflicts;
import dev.callvault.store.search.CallDetails;
import dev.callvault.store.search.CallDetails.ErrorOfCall;
import dev.callvault.store.search.CallDetails.KeptBody;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.status.CallConflict;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads everything that belongs to one call, except the log itself, which may be large. */
final class SelectCallDetails {
    /** A typical session has a handful of lines; this limits the size of a page. */
    private static final int MAX_LINES = 500;

    private SelectCallDetails() {}

    static CallDetails fetch(DSLContext dsl, FoundCall found) {
        return new CallDetails(
                found,
                sessionLines(dsl, found),
                errors(dsl, found),
                body(dsl, found),
                gap(dsl, found),
                others(dsl, found));
    }

    private static List<CallConflict> others(DSLContext dsl, FoundCall found) {
        return SelectConflicts.fetch(dsl, found.accountId(), found.call().logId()).stream()
                .filter(it -> !it.call().equals(found.call()))
                .toList();
    }

    private static List<String> sessionLines(DSLContext dsl, FoundCall found) {
        return dsl.select(SESSIONS.RAW_LINE)
                .from(SESSIONS)
                .where(SESSIONS.ACCOUNT_ID.eq(found.accountId().value()))
                .and(SESSIONS.SESSION_ID.eq(found.call().sessionId().value()))
                .orderBy(SESSIONS.STARTED_AT, SESSIONS.OCCURRENCE)
                .limit(MAX_LINES)
                .fetch(SESSIONS.RAW_LINE);
    }

    private static List<ErrorOfCall> errors(DSLContext dsl, FoundCall found) {
        return dsl.select(ERRORS.OCCURRED_AT, ERRORS.MESSAGE, ERRORS.RAW_LINE)
                .from(ERRORS)
                .where(ERRORS.ACCOUNT_ID.eq(found.accountId().value()))
                .and(ERRORS.SESSION_ID.eq(found.call().sessionId().value()))
                .orderBy(ERRORS.OCCURRED_AT, ERRORS.OCCURRENCE)
                .limit(MAX_LINES)
                .fetch(SelectCallDetails::error);
    }

    private static ErrorOfCall error(Record row) {
        @Nullable String message = row.get(ERRORS.MESSAGE);
        return new ErrorOfCall(row.get(ERRORS.OCCURRED_AT), message == null ? row.get(ERRORS.RAW_LINE) : message);
    }

    private static Optional<KeptBody> body(DSLContext dsl, FoundCall found) {
        return dsl.select(
                        CALL_LOGS.SIZE_BYTES,
                        CALL_LOGS.SHA256,
                        CALL_LOGS.FETCHED_AT,
                        CALL_LOGS.LOCATION,
                        CALL_LOGS.QUARANTINE,
                        DSL.field(CALL_LOGS.BODY.isNotNull()).as("is_text"))
                .from(CALL_LOGS)
                .where(isOf(found))
                .fetchOptional(row -> new KeptBody(
                        row.get(CALL_LOGS.SIZE_BYTES),
                        HexFormat.of().formatHex(row.get(CALL_LOGS.SHA256)),
                        row.get(CALL_LOGS.FETCHED_AT),
                        row.get(CALL_LOGS.LOCATION),
                        row.get("is_text", Boolean.class),
                        Optional.ofNullable(row.get(CALL_LOGS.QUARANTINE))));
    }

    /** The log as stored. */
    static Optional<Content> fetchContent(DSLContext dsl, FoundCall found, LogReader reader) {
        return dsl.select(LogReader.FIELDS).from(CALL_LOGS).where(isOf(found)).fetchOptional(reader::content);
    }

    private static Condition isOf(FoundCall found) {
        return CALL_LOGS
                .ACCOUNT_ID
                .eq(found.accountId().value())
                .and(CALL_LOGS.LOG_ID.eq(found.call().logId().value()))
                .and(CALL_LOGS.STARTED_AT.eq(found.call().startedAt()));
    }

    private static Optional<String> gap(DSLContext dsl, FoundCall found) {
        return dsl.select(GAPS.REASON)
                .from(GAPS)
                .where(GAPS.ACCOUNT_ID.eq(found.accountId().value()))
                .and(GAPS.LOG_ID.eq(found.call().logId().value()))
                .and(GAPS.FROM_TIME.eq(found.call().startedAt()))
                .and(GAPS.RESOLVED_AT.isNull())
                .limit(1)
                .fetchOptional(GAPS.REASON);
    }
}
