package dev.callvault.wire;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.content.Content;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows from their scalars, the same for both formats; null where a row cannot be read. */
final class Rows {
    private Rows() {}

    /** A call needs its id and its start; the rest may be missing. An end of 0 is none. */
    static @Nullable CallSummary call(Map<String, String> fields) {
        Long logId = Scalars.number(fields.get("log_id"));
        Instant start = Scalars.instant(fields.get("start"));
        if (logId == null || start == null) {
            return null;
        }
        Instant end = Scalars.instant(fields.get("end"));
        return new CallSummary(
                new LogId(logId),
                new SessionId(Scalars.text(fields.get("session_id"))),
                Scalars.text(fields.get("type")),
                Scalars.text(fields.get("dest")),
                Scalars.text(fields.get("src")),
                start,
                Instant.EPOCH.equals(end) ? null : end);
    }

    /** A line; an empty one says nothing and counts as unreadable. */
    static @Nullable RawLine line(@Nullable String text) {
        return text == null || text.isEmpty() ? null : RawLine.received(Scalars.whole(text));
    }

    /** The answer of {@code calls/log}. */
    static LogAnswer log(Map<String, String> fields, @Nullable Content log) {
        return new LogAnswer(
                Scalars.text(fields.get("dest")),
                Scalars.text(fields.get("src")),
                Scalars.text(fields.get("type")),
                Scalars.number(fields.get("timestamp")),
                Scalars.text(fields.get("location")),
                log);
    }
}
