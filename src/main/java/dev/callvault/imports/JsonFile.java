package dev.callvault.imports;

import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.imports.Answers.Service;
import dev.callvault.imports.LineCutter.Line;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.answer.UnreadableAnswer;
import dev.callvault.wire.json.JsonDocument;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of JSON objects, each of which may be of another kind. */
final class JsonFile {
    /** What a directory of exported views says of itself. */
    private static final Set<String> MANIFEST = Set.of("schema", "snapshot", "views");

    private final String account;
    private final Optional<LogId> logId;
    private final Findings found;

    /** @param account whose rows of exports are wanted */
    JsonFile(String account, Optional<LogId> logId, Findings found) {
        this.account = account;
        this.logId = logId;
        this.found = found;
    }

    /**
     * One answer or row a line, or a single one over many lines. A first line that breaks off within a string, and is
     * followed by another object, was cut off.
     */
    void read(LineCutter lines) throws IOException {
        ExportedRows rows = new ExportedRows(account, found);
        @Nullable Line line = lines.next();
        if (line != null && !line.isClosed() && !(line.isInString() && lines.peek() == '{')) {
            json(lines.rest(line), rows);
            line = null;
        }
        while (line != null) {
            json(line, rows);
            line = lines.next();
        }
        rows.flush();
    }

    private void json(Line line, ExportedRows rows) {
        if (line.content() == null) {
            found.unreadable(line.number(), ArchivedFile.TOO_LARGE, false);
            return;
        }
        if (line.content().length() <= 1) {
            return; // the end of a file, or of a line in another system's way
        }
        try {
            json(line.number(), line.content(), JsonDocument.of(line.content()), rows);
        } catch (UnreadableAnswer unreadable) {
            found.unreadable(line.number(), String.valueOf(unreadable.getMessage()), false);
        }
    }

    private void json(long line, Content content, JsonDocument document, ExportedRows rows) {
        Set<String> fields = document.fields();
        @Nullable Service service = service(fields);
        ExportedRow.@Nullable Kind kind = ExportedRow.Kind.of(fields);
        if (service != null) {
            new Answers(WireFormat.JSON, logId, found).read(line, service, content);
        } else if (kind != null) {
            rows.add(line, kind, document::content);
        } else if (fields.containsAll(MANIFEST)) {
            found.leftOut();
        } else if (fields.contains("status")) {
            found.unreadable(line, "a failure of the provider, or an answer without a result", false);
        } else {
            found.unreadable(line, "JSON, but neither an answer of the provider nor a row of an export", false);
        }
    }

    private static @Nullable Service service(Set<String> fields) {
        if (fields.contains("result.logs") || fields.contains("result.total_logs")) {
            return Service.CALLS;
        }
        if (fields.contains("result.sessions") || fields.contains("result.total_sessions")) {
            return Service.SESSIONS;
        }
        if (fields.contains("result.errors") || fields.contains("result.total_errors")) {
            return Service.ERRORS;
        }
        return fields.contains("result.log") ? Service.LOG : null;
    }
}
