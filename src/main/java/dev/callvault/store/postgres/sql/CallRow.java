package dev.callvault.store.postgres.sql;

import static dev.callvault.store.postgres.jooq.Tables.CALLS;
import static dev.callvault.store.postgres.jooq.Tables.EVERY_CALL;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.SessionId;
import java.util.List;
import org.jooq.Record;
import org.jooq.SelectField;

/** A row of calls as the value it is. Holds for every statement that selects {@link #FIELDS}. */
public final class CallRow {
    public static final List<SelectField<?>> FIELDS = List.of(
            CALLS.LOG_ID, CALLS.SESSION_ID, CALLS.DIRECTION, CALLS.DEST, CALLS.SRC, CALLS.STARTED_AT, CALLS.ENDED_AT);

    private CallRow() {}

    public static CallSummary summary(Record row) {
        return new CallSummary(
                new LogId(row.get(CALLS.LOG_ID)),
                new SessionId(row.get(CALLS.SESSION_ID)),
                row.get(CALLS.DIRECTION),
                row.get(CALLS.DEST),
                row.get(CALLS.SRC),
                row.get(CALLS.STARTED_AT),
                row.get(CALLS.ENDED_AT));
    }

    /** Of a statement that selects from the view of all calls. */
    public static CallSummary ofEvery(Record row) {
        return new CallSummary(
                new LogId(row.get(EVERY_CALL.LOG_ID)),
                new SessionId(row.get(EVERY_CALL.SESSION_ID)),
                row.get(EVERY_CALL.DIRECTION),
                row.get(EVERY_CALL.DEST),
                row.get(EVERY_CALL.SRC),
                row.get(EVERY_CALL.STARTED_AT),
                row.get(EVERY_CALL.ENDED_AT));
    }
}
