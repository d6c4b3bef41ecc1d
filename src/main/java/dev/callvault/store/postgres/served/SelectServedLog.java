package dev.callvault.store.postgres.served;

import static dev.callvault.store.postgres.jooq.Tables.CALLS;
import static dev.callvault.store.postgres.jooq.Tables.CALL_LOGS;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.store.served.ServedLog;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads one readable log, byte for byte. */
final class SelectServedLog {
    private static final Field<byte[]> CONTENT = DSL.field(
                    "coalesce(body_bytes, convert_to(body, 'UTF8'))", byte[].class)
            .as("content");

    private SelectServedLog() {}

    static Optional<ServedLog> fetch(DSLContext dsl, AccountId account, LogId log) {
        return dsl.select(CALLS.DEST, CALLS.SRC, CALLS.DIRECTION, CALLS.STARTED_AT, CALL_LOGS.LOCATION, CONTENT)
                .from(CALLS)
                .join(CALL_LOGS)
                .on(CALL_LOGS
                        .ACCOUNT_ID
                        .eq(CALLS.ACCOUNT_ID)
                        .and(CALL_LOGS.LOG_ID.eq(CALLS.LOG_ID))
                        .and(CALL_LOGS.STARTED_AT.eq(CALLS.STARTED_AT)))
                .where(CALLS.ACCOUNT_ID.eq(account.value()))
                .and(CALLS.LOG_ID.eq(log.value()))
                .and(CALL_LOGS.QUARANTINE.isNull())
                .fetchOptional(SelectServedLog::log);
    }

    private static ServedLog log(Record row) {
        return new ServedLog(
                row.get(CALLS.DEST),
                row.get(CALLS.SRC),
                row.get(CALLS.DIRECTION),
                row.get(CALLS.STARTED_AT),
                new CallBody(Content.of(row.get(CONTENT)), row.get(CALL_LOGS.LOCATION)));
    }
}
