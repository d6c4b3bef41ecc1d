package dev.callvault.store.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds, known before its first row.
 *
 * @param kind what it is for
 * @param schema the version of the schema that the rows fit
 * @param postgres the version of the server they come from, such as {@code 18.6}
 * @param snapshot when the archive was as the narrow tables say
 * @param parts in their order
 * @param streams how far the archive was complete
 */
public record BackupContents(
        Kind kind, String schema, String postgres, Instant snapshot, List<Part> parts, List<Stream> streams) {
    public BackupContents {
        parts = List.copyOf(parts);
        streams = List.copyOf(streams);
    }

    /** What it is for. */
    public enum Kind {
        /** The whole archive. */
        BACKUP,
        /** What was erased and deleted, by keys and hashes alone. */
        ERASURES
    }

    /**
     * The rows of a table or of one of its partitions, in PostgreSQL's text format of {@code COPY}.
     *
     * @param name unique in the backup
     * @param table in the schema archive
     * @param columns in the order of the values
     */
    public record Part(String name, String table, List<String> columns) {
        public Part {
            columns = List.copyOf(columns);
        }
    }

    /**
     * How far a stream of an account was complete.
     *
     * @param completeThrough its watermark; null for none
     * @param rows the provider's totals of what is proven, added up
     * @param seconds how much time is covered
     */
    public record Stream(
            String account, String stream, @Nullable Instant completeThrough, long spans, long rows, long seconds) {}
}
