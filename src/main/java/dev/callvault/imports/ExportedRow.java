package dev.callvault.imports;

import dev.callvault.content.Content;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of one of this program's exports, in whatever format. */
interface ExportedRow {
    /** A cell's bytes; null for none. */
    @Nullable
    Content content(String column);

    /** A cell's text; null for none. */
    default @Nullable String text(String column) {
        @Nullable Content content = content(column);
        return content == null ? null : new String(content.bytes(), StandardCharsets.UTF_8);
    }

    /** The kinds of row that can be brought along; told apart by columns that no other view has together. */
    enum Kind {
        CALLS,
        SESSIONS,
        ERRORS,
        BODIES,
        /** Of a view that holds no records. */
        OTHER;

        private List<String> columns() {
            return switch (this) {
                case CALLS -> List.of("account", "log_id", "direction", "session_id", "started_at", "error_count");
                case SESSIONS -> List.of("account", "line_kind", "raw_line");
                case ERRORS -> List.of("account", "occurred_at", "raw_line");
                case BODIES -> List.of("account", "log_id", "body", "body_bytes", "quarantine");
                case OTHER -> List.of("account");
            };
        }

        /** The kind of rows with these columns; null if no export has them. */
        static @Nullable Kind of(Collection<String> names) {
            for (Kind kind : values()) {
                if (names.containsAll(kind.columns())) {
                    return kind;
                }
            }
            return null;
        }
    }
}
