package dev.callvault.store.postgres.sql;

import static dev.callvault.store.postgres.jooq.Tables.CALL_LOGS;

import dev.callvault.content.Content;
import dev.callvault.source.MemoryBudget;
import dev.callvault.store.StoreFailure;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The only way in which a stored log is read: a small one with its row, a larger one piece by piece, within a budget of
 * memory that all who read from the same archive share. Safe for use by many threads.
 */
public final class LogReader {
    /** A log of at most this many bytes is read with its row, as when logs are fetched. */
    public static final int SMALL = 64 << 10;

    /** Of a reader who has begun: a busy server only makes it slower. */
    private static final int TRIES = 12;

    private static final Field<Integer> LENGTH = DSL.field(
                    "coalesce(octet_length(call_logs.body), octet_length(call_logs.body_bytes))", Integer.class)
            .as("stored_length");

    private static final Field<byte[]> WHOLE = DSL.field(
                    "CASE WHEN coalesce(octet_length(call_logs.body), octet_length(call_logs.body_bytes)) <= {0}"
                            + " THEN coalesce(call_logs.body_bytes, convert_to(call_logs.body, 'UTF8')) END",
                    byte[].class, DSL.inline(SMALL))
            .as("whole");

    /** What {@link #content} needs from a row of {@code archive.call_logs}. */
    public static final List<Field<?>> FIELDS =
            List.of(CALL_LOGS.ACCOUNT_ID, CALL_LOGS.LOG_ID, CALL_LOGS.STARTED_AT, CALL_LOGS.SHA256, LENGTH, WHOLE);

    private final Transactions transactions;
    private final MemoryBudget memory;

    /** The large logs of an archive keep one connection busy at most, and the server one processor. */
    private final Places oneAtATime = Places.of(1);

    public LogReader(Transactions transactions, MemoryBudget memory) {
        this.transactions = transactions;
        this.memory = memory;
    }

    /** The log of a row; no connection is held afterwards. It is read outside of any transaction. */
    public Content content(Record row) {
        byte @Nullable [] whole = row.get(WHOLE);
        return whole == null ? new StoredContent(new OneByOne(), key(row), row.get(LENGTH), memory) : Content.of(whole);
    }

    private static LogPieces.Key key(Record row) {
        return new LogPieces.Key(
                row.get(CALL_LOGS.ACCOUNT_ID),
                row.get(CALL_LOGS.LOG_ID),
                row.get(CALL_LOGS.STARTED_AT),
                HexFormat.of().formatHex(row.get(CALL_LOGS.SHA256)));
    }

    /** A log that is too large to be read with its row; it is read outside of any transaction. */
    public Content content(LogPieces.Key key, long length) {
        return new StoredContent(new OneByOne(), key, length, memory);
    }

    /** A log that is read inside a transaction that is open anyway. */
    public Content within(LogPieces pieces, LogPieces.Key key, long length) {
        return new StoredContent(pieces, key, length, memory);
    }

    /** One at a time. */
    private byte @Nullable [] piece(LogPieces.Key key, long from, int most) {
        String purpose = "read log " + key.logId();
        return oneAtATime.take(
                purpose,
                () -> transactions
                        .inOne(
                                purpose,
                                dsl -> Optional.ofNullable(LogPieces.within(dsl).read(key, from, most)))
                        .orElse(null));
    }

    /** Pieces that are statements of their own. */
    private final class OneByOne implements LogPieces {
        @Override
        public byte @Nullable [] read(Key key, long from, int most) {
            return piece(key, from, most);
        }

        @Override
        public byte @Nullable [] readOn(Key key, long from, int most) {
            for (int tries = 1; ; tries++) {
                try {
                    return piece(key, from, most);
                } catch (StoreFailure failure) {
                    boolean isForGood = failure.isOfRows() || tries == TRIES;
                    if (isForGood || Thread.currentThread().isInterrupted()) {
                        throw failure;
                    }
                }
            }
        }
    }
}
