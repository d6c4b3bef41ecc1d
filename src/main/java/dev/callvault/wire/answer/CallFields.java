package dev.callvault.wire.answer;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The fields of one listed call, the same for both formats. */
public final class CallFields {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> others = new HashMap<>();

    /** A field with a scalar value. */
    public void put(String name, String value) {
        values.put(name, value);
    }

    /** A field with anything but a scalar, such as {@code null}. */
    public void putOther(String name, String what) {
        others.put(name, what);
    }

    public boolean isEmpty() {
        return values.isEmpty() && others.isEmpty();
    }

    /** A call needs its id and its start; the rest may be missing. An end of 0 means none. */
    public Row<CallSummary> call() {
        Long logId = Scalars.number(values.get("log_id"));
        Instant start = Scalars.start(values.get("start"));
        if (logId == null || start == null) {
            return unread(logId, start);
        }
        Instant end = Scalars.instant(values.get("end"));
        return Row.read(new CallSummary(
                new LogId(logId),
                new SessionId(Scalars.text(values.get("session_id"))),
                Scalars.text(values.get("type")),
                Scalars.text(values.get("dest")),
                Scalars.text(values.get("src")),
                start,
                Instant.EPOCH.equals(end) ? null : end));
    }

    private Row<CallSummary> unread(@Nullable Long logId, @Nullable Instant start) {
        List<String> faults = new ArrayList<>();
        if (logId == null) {
            faults.add(fault("log_id", "not a whole number from 0 to " + Long.MAX_VALUE));
        }
        if (start == null) {
            faults.add(fault("start", "not a time in epoch seconds between the years 2000 and 2100"));
        }
        return new Row<>(
                null,
                String.join("; ", faults),
                start == null ? OptionalLong.empty() : OptionalLong.of(start.getEpochSecond()));
    }

    private String fault(String field, String what) {
        @Nullable String value = values.get(field);
        if (value == null) {
            return field + " is " + others.getOrDefault(field, "missing");
        }
        return value.isBlank() ? field + " is empty" : field + " is " + what + ": " + value;
    }
}
