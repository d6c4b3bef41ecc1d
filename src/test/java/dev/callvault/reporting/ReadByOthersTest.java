package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.callvault.Proof;
import dev.callvault.app.Reported;
import dev.callvault.report.RowFormat;
import dev.callvault.report.parquet.ParquetRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pandas, Polars, DuckDB and PyArrow read from an export is what the views say. */
@Proof
class ReadByOthersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Prints, per file and library, the rows as JSON: times in microseconds, days and bytes as text. */
    private static final String READ = """
            import datetime, decimal, json, sys
            import duckdb, pandas, polars, pyarrow.parquet
            epoch = datetime.datetime(1970, 1, 1)
            def plain(v):
                if isinstance(v, datetime.datetime):
                    if v.tzinfo is not None:
                        v = v.astimezone(datetime.timezone.utc).replace(tzinfo=None)
                    return (v - epoch) // datetime.timedelta(microseconds=1)
                if isinstance(v, datetime.date):
                    return v.isoformat()
                if isinstance(v, (bytes, bytearray)):
                    return bytes(v).hex()
                return v
            def rows(table):
                return [[plain(v) for v in row.values()] for row in table]
            def frame(f):
                frame = pandas.read_parquet(f, dtype_backend='pyarrow')
                return [[None if pandas.isna(v) else plain(v.to_pydatetime() if isinstance(v, pandas.Timestamp) else v)
                         for v in row] for row in frame.itertuples(index=False, name=None)]
            duckdb.sql("SET TimeZone = 'UTC'")
            for f in sys.argv[1:]:
                print(json.dumps(rows(pyarrow.parquet.read_table(f).to_pylist())))
                print(json.dumps(rows(polars.read_parquet(f).to_dicts())))
                print(json.dumps([[plain(v) for v in row] for row in duckdb.read_parquet(f).fetchall()]))
                print(json.dumps(frame(f)))
            """;

    /** Times of CSV that stay text would not be of a type with a zone or without. */
    private static final String TYPES = """
            import sys, pandas
            csv = pandas.read_csv(sys.argv[1], parse_dates=['started_at', 'started_at_local', 'started_at_utc'])
            print(csv.dtypes['started_at'].kind, csv.dtypes['started_at_local'].kind, csv.dtypes['started_at_utc'].kind)
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void every_view_reads_the_same_everywhere() throws IOException, InterruptedException {
        TestPython python = TestPython.orSkip();
        Map<Path, ExportedRows> views = new LinkedHashMap<>();
        try (Reported reported = archive()) {
            List<String> names = reported.archive.exports().names();
            int unused = reported.archive.exports().atOnce(moment -> {
                for (String name : names) {
                    Path file = write(name + ".parquet", ExportedRows.written(moment, name, ParquetRows::new));
                    views.put(file, ExportedRows.of(moment, name));
                }
                return names.size();
            });
        }

        List<String> printed =
                python.run(READ, views.keySet().toArray(Path[]::new)).lines().toList();

        assertThat(printed).hasSize(4 * views.size());
        int line = 0;
        for (Map.Entry<Path, ExportedRows> view : views.entrySet()) {
            for (int library = 0; library < 4; library++) {
                same(view.getKey() + ", library " + library, JSON.readTree(printed.get(line)), view.getValue());
                line++;
            }
        }
    }

    private static void same(String what, JsonNode read, ExportedRows expected) {
        assertThat(read).as(what).hasSize(expected.rows.size());
        for (int row = 0; row < expected.rows.size(); row++) {
            for (int column = 0; column < expected.columns.size(); column++) {
                JsonNode cell = read.get(row).get(column);
                @Nullable Object value = expected.rows.get(row).get(column);
                assertThat(cell.isNumber() ? number(cell.decimalValue()) : cell.asText())
                        .as("%s: %s", what, expected.columns.get(column))
                        .isEqualTo(value == null ? "null" : text(value));
            }
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Instant unused -> String.valueOf(ExportedRows.stored(value));
            case LocalDateTime unused -> String.valueOf(ExportedRows.stored(value));
            case LocalDate day -> day.toString();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case BigDecimal number -> number(BigDecimal.valueOf(number.doubleValue()));
            case Number number -> number(new BigDecimal(number.toString()));
            default -> value.toString();
        };
    }

    private static String number(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    @Test
    void times_of_csv_are_times_also_at_whole_minutes() throws IOException, InterruptedException {
        TestPython python = TestPython.orSkip();
        try (Reported reported = archive()) {
            byte[] csv = reported.archive
                    .exports()
                    .atOnce(moment -> ExportedRows.written(moment, "calls", RowFormat.CSV::to));

            assertThat(python.run(TYPES, write("calls.csv", csv)).strip()).isEqualTo("M M M");
        }
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Reported archive() {
        return new Reported()
                .call(1, "2026-07-02T03:00:00Z", "2026-07-02T04:00:00Z")
                .call(2, "2026-07-02T03:30:07Z", null, "inbound", "6177120001", "anonymous")
                .error("s1", "2026-07-02T03:01:00.25Z", "odd İ")
                .body(1, "2026-07-02T03:00:00Z", "a\nb")
                .covered("2026-07-01T00:00:00Z")
                .execute("CREATE VIEW reporting.every_type AS SELECT * FROM (VALUES"
                        + " (timestamptz '2026-07-01T00:00:00.123456Z', timestamp '1960-07-01 00:00:00.5', date '1969-07-01',"
                        + " 1::bigint, 2, 3::smallint, 1.10::numeric, 0.5::double precision, true, '+1617', '\\x00ff'::bytea,"
                        + " ARRAY['a', 'b']), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))"
                        + " AS v (at, at_local, day, big, whole, small, exact, near, flag, number, bytes, tags)");
    }
}
