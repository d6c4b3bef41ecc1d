package dev.callvault.report;

import dev.callvault.store.reports.Exports;
import java.io.OutputStream;

/** How rows are written to a stream. */
public enum RowFormat {
    /** RFC 4180 with a header, lines ended by CR LF; null is nothing, an empty text is {@code ""}. */
    CSV,
    /** One JSON object a line. */
    JSONL;

    /**
     * Writes every row in UTF-8, instants in ISO 8601 and UTC, bytes in Base64. The stream is the caller's to flush and close;
     * its failures come as {@link java.io.UncheckedIOException}.
     */
    public Exports.Sink to(OutputStream out) {
        return this == CSV ? new CsvRows(out) : new JsonRows(out);
    }
}
