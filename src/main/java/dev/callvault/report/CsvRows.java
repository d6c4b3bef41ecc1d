package dev.callvault.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.callvault.content.Content;
import dev.callvault.store.reports.Exports;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows as comma-separated values. */
final class CsvRows implements Exports.Sink {
    private static final int PIECE = 16 << 10;
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_EMPTY_STRINGS)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final OutputStream out;
    private @Nullable SequenceWriter rows;
    private List<String> names = List.of();

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
    public void columns(List<String> columnNames) {
        names = List.copyOf(columnNames);
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
        if (values.stream().anyMatch(Content.class::isInstance)) {
            large(values);
            return;
        }
        List<@Nullable String> cells = new ArrayList<>();
        values.forEach(it -> cells.add(cell(it)));
        write(cells);
    }

    /** The CSV writer needs a cell as a whole, so a row with a large log is written here, with all its cells in quotes. */
    private void large(List<@Nullable Object> values) {
        try {
            for (int i = 0; i < values.size(); i++) {
                out.write((i > 0 ? "," : "").getBytes(StandardCharsets.UTF_8));
                @Nullable Object value = values.get(i);
                if (value instanceof Content log) {
                    quoted(log, names.get(i).equals("body"));
                } else if (value != null) {
                    quoted(Content.of(String.valueOf(cell(value)).getBytes(StandardCharsets.UTF_8)), true);
                }
            }
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void quoted(Content content, boolean isText) throws IOException {
        out.write('"');
        try (InputStream bytes = content.open()) {
            if (isText) {
                escape(bytes);
            } else {
                OutputStream base64 = Base64.getEncoder().wrap(new Unclosed(out));
                bytes.transferTo(base64);
                base64.close();
            }
        }
        out.write('"');
    }

    private void escape(InputStream bytes) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int length = bytes.read(piece); length >= 0; length = bytes.read(piece)) {
            int from = 0;
            for (int at = 0; at < length; at++) {
                if (piece[at] == '"') {
                    out.write(piece, from, at + 1 - from);
                    from = at; // the quote is written twice
                }
            }
            out.write(piece, from, length - from);
        }
    }

    /** Ending an encoding does not end the file. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {}
    }

    private static @Nullable String cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case BigDecimal number -> number.toPlainString();
            case Instant instant -> TimeText.of(instant);
            case LocalDateTime local -> TimeText.of(local);
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
