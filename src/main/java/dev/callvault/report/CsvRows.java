package dev.callvault.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.callvault.store.reports.Exports;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows as comma-separated values. */
final class CsvRows implements Exports.Sink {
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_EMPTY_STRINGS)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final OutputStream out;
    private @Nullable SequenceWriter rows;

    CsvRows(OutputStream out) {
        this.out = new Unflushed(out);
    }

    /** The CSV writer flushes after every row; this leaves flushing to the owner of the stream. */
    private static final class Unflushed extends FilterOutputStream {
        Unflushed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() {}
    }

    @Override
    public void columns(List<String> names) {
        CsvSchema.Builder columns = CsvSchema.builder().setLineSeparator("\r\n");
        names.forEach(columns::addColumn); // without the columns, a null would be dropped together with its comma
        try {
            rows = CSV.writer(columns.build()).writeValues(out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        write(names);
    }

    @Override
    public void row(List<@Nullable Object> values) {
        List<@Nullable String> cells = new ArrayList<>();
        values.forEach(it -> cells.add(cell(it)));
        write(cells);
    }

    private static @Nullable String cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    private void write(List<? extends @Nullable Object> cells) {
        SequenceWriter begun = Objects.requireNonNull(rows, "the columns come first");
        try {
            begun.write(cells);
            begun.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
