package dev.callvault.store.postgres.sql;

import static dev.callvault.store.postgres.jooq.Tables.CALLS;
import static dev.callvault.store.postgres.jooq.Tables.CALL_CONFLICTS;
import static dev.callvault.store.postgres.jooq.Tables.EVERY_CALL;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.RecordMapper;
import org.jooq.Table;

/** A row of a table of calls as the value it is. Holds for every statement that selects its {@link #fields}. */
public final class CallRow implements RecordMapper<Record, CallSummary> {
    public static final CallRow OF_CALLS = new CallRow(CALLS);
    public static final CallRow OF_CONFLICTS = new CallRow(CALL_CONFLICTS);
    public static final CallRow OF_EVERY_CALL = new CallRow(EVERY_CALL);

    private final Field<Long> logId;
    private final Field<String> sessionId;
    private final Field<String> direction;
    private final Field<String> dest;
    private final Field<String> src;
    private final Field<Instant> startedAt;
    private final Field<Instant> endedAt;

    private CallRow(Table<?> calls) {
        this.logId = in(calls, CALLS.LOG_ID);
        this.sessionId = in(calls, CALLS.SESSION_ID);
        this.direction = in(calls, CALLS.DIRECTION);
        this.dest = in(calls, CALLS.DEST);
        this.src = in(calls, CALLS.SRC);
        this.startedAt = in(calls, CALLS.STARTED_AT);
        this.endedAt = in(calls, CALLS.ENDED_AT);
    }

    /** The column of the same name. */
    private static <T> Field<T> in(Table<?> calls, Field<T> column) {
        return Objects.requireNonNull(calls.field(column));
    }

    public List<Field<?>> fields() {
        return List.of(logId, sessionId, direction, dest, src, startedAt, endedAt);
    }

    @Override
    public CallSummary map(Record row) {
        return new CallSummary(
                new LogId(row.get(logId)),
                new SessionId(row.get(sessionId)),
                row.get(direction),
                row.get(dest),
                row.get(src),
                row.get(startedAt),
                row.get(endedAt));
    }
}
