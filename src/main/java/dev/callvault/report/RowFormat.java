package dev.callvault.report;

import dev.callvault.store.reports.Exports;
import java.io.OutputStream;

/** The format in which rows are written to a stream. */
public enum RowFormat {
    /** RFC 4180 with a header and CR LF after each line; null is an empty cell, an empty text is {@code ""}. */
    CSV,
    /** One JSON object per line. */
    JSONL;

    /**
     * Writes rows in UTF-8, times in ISO 8601 to the second, instants in UTC, bytes in Base64. The caller flushes and closes the stream; its
     * failures are thrown as {@link java.io.UncheckedIOException}.
     */
    public Exports.Sink to(OutputStream out) {
        return this == CSV ? new CsvRows(out) : new JsonRows(out);
    }
}
