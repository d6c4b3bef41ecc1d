package dev.callvault.report.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.content.Content;
import dev.callvault.report.UnwritableOutput;
import dev.callvault.store.reports.Exports.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows as Parquet, read back. */
class ParquetRowsTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("at", "timestamp with time zone"),
            new Column("at_local", "timestamp without time zone"),
            new Column("day", "date"),
            new Column("calls", "bigint"),
            new Column("weekday", "integer"),
            new Column("percent", "numeric"),
            new Column("is_read", "boolean"),
            new Column("number", "text"),
            new Column("tags", "text[]"),
            new Column("bytes", "bytea"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ParquetFiles.Read written(List<Column> columns, List<List<@Nullable Object>> rows) {
        ParquetRows parquet = new ParquetRows(out);
        parquet.typed(columns);
        rows.forEach(parquet::row);
        parquet.end();
        return ParquetFiles.read(out.toByteArray());
    }

    @Test
    void each_type_is_kept_to_the_microsecond() {
        ParquetFiles.Read read = written(
                COLUMNS,
                List.of(Arrays.asList(
                        Instant.parse("2026-11-01T12:30:00.123456Z"),
                        LocalDateTime.parse("1969-12-31T23:59:59.5"),
                        LocalDate.parse("2026-11-01"),
                        Long.MAX_VALUE,
                        -7,
                        new BigDecimal("12.50"),
                        true,
                        "İstanbul +1617",
                        "{a,b}",
                        new byte[] {0, (byte) 0xff})));

        assertThat(read.rows().getFirst().values())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        1_793_536_200_123_456L,
                        -500_000L,
                        20_758,
                        Long.MAX_VALUE,
                        -7,
                        12.5,
                        true,
                        "İstanbul +1617",
                        "{a,b}",
                        new byte[] {0, (byte) 0xff});
        assertThat(read.schema().getFields())
                .allMatch(it -> it.isRepetition(Type.Repetition.OPTIONAL))
                .extracting(it -> it.getName() + " " + it.asPrimitiveType().getPrimitiveTypeName() + " "
                        + it.getLogicalTypeAnnotation())
                .containsExactly(
                        "at INT64 TIMESTAMP(MICROS,true)",
                        "at_local INT64 TIMESTAMP(MICROS,false)",
                        "day INT32 DATE",
                        "calls INT64 null",
                        "weekday INT32 null",
                        "percent DOUBLE null",
                        "is_read BOOLEAN null",
                        "number BINARY STRING",
                        "tags BINARY STRING",
                        "bytes BINARY null");
    }

    @Test
    void nothing_of_each_type_is_nothing_and_an_empty_view_is_a_file_with_its_columns() {
        assertThat(written(COLUMNS, List.of(Collections.nCopies(COLUMNS.size(), null)))
                        .rows()
                        .getFirst()
                        .values())
                .hasSize(COLUMNS.size())
                .containsOnlyNulls();

        out.reset();
        ParquetFiles.Read empty = written(COLUMNS, List.of());
        assertThat(empty.rows()).isEmpty();
        assertThat(empty.schema().getFieldCount()).isEqualTo(COLUMNS.size());
    }

    @Test
    void an_infinite_time_is_the_last_or_the_first() {
        assertThat(written(COLUMNS.subList(0, 1), List.of(List.of(Instant.MAX), List.of(Instant.MIN)))
                        .rows())
                .extracting(it -> it.get("at"))
                .containsExactly(Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Test
    void what_is_written_leaves_the_memory_group_by_group() {
        Random random = new Random(7);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] log = new byte[3 << 20];
            random.nextBytes(log);
            rows.add(Arrays.asList(null, log));
        }

        ParquetFiles.Read read = written(List.of(new Column("body", "text"), new Column("body_bytes", "bytea")), rows);

        assertThat(read.groups()).isBetween(2, 4);
        assertThat(read.rows())
                .extracting(it -> it.get("body_bytes"))
                .containsExactlyElementsOf(rows.stream().map(it -> it.get(1)).toList());
    }

    @Test
    void a_log_that_does_not_fit_is_refused_with_what_to_do() {
        List<Column> columns = List.of(new Column("body", "text"), new Column("body_bytes", "bytea"));
        ParquetRows parquet = new ParquetRows(out, 1000);
        parquet.typed(columns);
        parquet.row(Arrays.asList(Content.of("x".repeat(1000).getBytes(StandardCharsets.UTF_8)), null));

        assertThatThrownBy(() -> parquet.row(Arrays.asList(Content.of(new byte[1001]), null)))
                .isInstanceOf(UnwritableOutput.class)
                .hasMessage("cannot write as Parquet: a log has 1,001 bytes, and with this heap at most 1,000 fit;"
                        + " add --format files, or give Java a larger heap");
    }

    @Test
    void a_full_disk_and_a_reader_who_leaves_are_told_as_what_they_are() {
        IOException full = new IOException("No space left on device");
        IllegalStateException left = new IllegalStateException("the reader has gone away");

        assertThatThrownBy(() -> end(room(full)))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isSameAs(full);
        assertThatThrownBy(() -> end(new OutputStream() {
                    @Override
                    public void write(int one) {
                        throw left;
                    }
                }))
                .isSameAs(left);
    }

    private static void end(OutputStream out) {
        ParquetRows parquet = new ParquetRows(out);
        parquet.typed(COLUMNS.subList(7, 8));
        parquet.row(List.of("0123456789".repeat(100)));
        parquet.end();
    }

    /** Of a hundred bytes. */
    private static OutputStream room(IOException full) {
        return new OutputStream() {
            private int room = 100;

            @Override
            public void write(int one) throws IOException {
                room--;
                if (room < 0) {
                    throw full;
                }
            }
        };
    }
}
