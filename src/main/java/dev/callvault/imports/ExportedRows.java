package dev.callvault.imports;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import dev.callvault.imports.Findings.FoundLog;
import dev.callvault.refine.LineNumbers;
import dev.callvault.wire.answer.CallFields;
import dev.callvault.wire.answer.Row;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of one export, read back as what the provider once listed. Lines keep their numbers over the whole file. */
final class ExportedRows {
    private static final int BATCH = 1000;

    private final String account;
    private final Findings found;
    private final List<CallSummary> calls = new ArrayList<>();
    private final List<RawLine> sessions = new ArrayList<>();
    private final List<RawLine> errors = new ArrayList<>();
    private final LineNumbers sessionNumbers = new LineNumbers();
    private final LineNumbers errorNumbers = new LineNumbers();

    /** @param account whose rows are wanted */
    ExportedRows(String account, Findings found) {
        this.account = account;
        this.found = found;
    }

    void add(long line, ExportedRow.Kind kind, ExportedRow row) {
        if (kind == ExportedRow.Kind.OTHER) {
            found.leftOut();
            return;
        }
        if (!account.equals(row.text("account"))) {
            found.ofAnotherAccount();
            return;
        }
        switch (kind) {
            case CALLS -> call(line, row);
            case SESSIONS -> line(line, row, sessions);
            case ERRORS -> line(line, row, errors);
            case BODIES -> body(line, row);
            case OTHER -> {}
        }
        if (calls.size() + sessions.size() + errors.size() >= BATCH) {
            flush();
        }
    }

    /** Tells what is left. */
    void flush() {
        if (!calls.isEmpty()) {
            found.calls(List.copyOf(calls));
            calls.clear();
        }
        if (!sessions.isEmpty()) {
            found.sessions(List.copyOf(sessions), sessionNumbers);
            sessions.clear();
        }
        if (!errors.isEmpty()) {
            found.errors(List.copyOf(errors), errorNumbers);
            errors.clear();
        }
    }

    private void call(long line, ExportedRow row) {
        CallFields fields = new CallFields();
        String direction = Objects.requireNonNullElse(row.text("direction"), "");
        String caller = Objects.requireNonNullElse(row.text("caller"), "");
        String called = Objects.requireNonNullElse(row.text("called"), "");
        // the view swaps what the provider lists the other way round; see CallSummary
        boolean isSwapped = direction.equals("outbound") && caller.contains("@");
        put(fields, "log_id", row.text("log_id"));
        put(fields, "session_id", row.text("session_id"));
        put(fields, "type", direction);
        put(fields, "dest", isSwapped ? caller : called);
        put(fields, "src", isSwapped ? called : caller);
        put(fields, "start", epoch(row.text("started_at")));
        put(fields, "end", epoch(row.text("ended_at")));
        Row<CallSummary> call = fields.call();
        if (call.value() == null) {
            found.unreadable(line, call.fault(), false);
        } else {
            calls.add(call.value());
        }
    }

    private static void put(CallFields fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private void line(long line, ExportedRow row, List<RawLine> lines) {
        @Nullable String raw = row.text("raw_line");
        if (raw == null || raw.isEmpty()) {
            found.unreadable(line, "raw_line is empty", false);
        } else {
            lines.add(RawLine.received(raw));
        }
    }

    private void body(long line, ExportedRow row) {
        found.anyLog();
        if (!found.wantsLogs()) {
            return;
        }
        Optional<LogId> logId = logId(row.text("log_id"));
        Optional<Instant> startedAt = instant(row.text("started_at"));
        if (logId.isEmpty() || startedAt.isEmpty()) {
            found.unreadable(line, "log_id or started_at cannot be read", true);
            return;
        }
        if (row.content("quarantine") != null) {
            found.unreadable(
                    line, "log " + logId.get() + ": an answer that could not be read when it was fetched", true);
            return;
        }
        @Nullable Content content = content(row);
        if (content == null) {
            found.unreadable(
                    line, "log " + logId.get() + ": body and body_bytes are both empty, or not in Base64", true);
            return;
        }
        String location = Objects.requireNonNullElse(row.text("location"), "");
        found.log(new FoundLog(logId.get(), startedAt, Optional.empty(), new CallBody(content, location)));
    }

    private static @Nullable Content content(ExportedRow row) {
        @Nullable Content text = row.content("body");
        @Nullable Content encoded = text == null ? row.content("body_bytes") : null;
        return encoded == null ? text : decoded(encoded);
    }

    private static @Nullable Content decoded(Content encoded) {
        try (InputStream bytes = Base64.getDecoder().wrap(encoded.open());
                ContentBuilder decoded = new ContentBuilder(encoded.length() / 4 * 3)) {
            bytes.transferTo(decoded);
            return decoded.content();
        } catch (IOException notBase64) {
            return null;
        }
    }

    private static Optional<LogId> logId(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new LogId(Long.parseLong(text)));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static @Nullable String epoch(@Nullable String time) {
        // what is no time stays as it is, so that the fault names it
        return time == null
                ? null
                : instant(time).map(it -> Long.toString(it.getEpochSecond())).orElse(time);
    }

    private static Optional<Instant> instant(@Nullable String time) {
        try {
            return time == null ? Optional.empty() : Optional.of(Instant.parse(time));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}
