package dev.callvault.cli.export;

import dev.callvault.report.RowFormat;
import dev.callvault.report.SpreadsheetRows;
import dev.callvault.report.parquet.ParquetRows;
import dev.callvault.store.reports.Exports;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.function.ToLongFunction;

/**
 * How rows are written into a stream.
 *
 * @param isForSpreadsheets CSV as spreadsheets take it
 * @param zone in which a spreadsheet's times are
 */
public record Form(Format format, boolean isForSpreadsheets, ZoneId zone) {
    /** Writes a view and closes the stream; returns the number of rows. */
    public long write(String view, OutputStream stream, ToLongFunction<Exports.Sink> export) throws IOException {
        try (OutputStream out = new BufferedOutputStream(stream, 1 << 16)) {
            return export.applyAsLong(sink(view, out));
        }
    }

    private Exports.Sink sink(String view, OutputStream out) {
        return switch (format) {
            case CSV -> isForSpreadsheets ? new SpreadsheetRows(out, view, zone) : RowFormat.CSV.to(out);
            case JSONL -> RowFormat.JSONL.to(out);
            case PARQUET -> new ParquetRows(out);
            case FILES -> throw new IllegalArgumentException("files are no stream");
        };
    }
}
