package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.callvault.app.Reported;
import dev.callvault.report.RowFormat;
import dev.callvault.report.SpreadsheetRows;
import dev.callvault.report.parquet.ParquetFiles;
import dev.callvault.report.parquet.ParquetRows;
import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.Exports.Column;
import dev.callvault.store.reports.UnfitExport;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each view in each format is what the view says, value by value; and what several views say together. */
class ExportFormatsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init")
    private static Reported reported;

    @BeforeAll
    static void archive() {
        reported = new Reported()
                .call(1, "2026-07-02T03:00:00Z", "2026-07-02T04:00:00Z")
                .call(2, "2026-07-02T03:30:00Z", null, "inbound", "6177120001", "anonymous")
                .error("s1", "2026-07-02T03:01:00.25Z", "=HYPERLINK(\"http://x\")")
                .body(1, "2026-07-02T03:00:00Z", "a, \"b\"\r\nİ")
                .covered("2026-07-01T00:00:00Z")
                .execute("CREATE VIEW reporting.every_type AS SELECT * FROM (VALUES"
                        + " (timestamptz '2026-07-01T00:00:00.123456Z', timestamp '2026-07-01 00:00', date '2026-07-01',"
                        + " 1::bigint, 2, 3::smallint, 1.10::numeric, 0.5::double precision, true, '+1617', '\\x00ff'::bytea,"
                        + " ARRAY['a', 'b']), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))"
                        + " AS v (at, at_local, day, big, whole, small, exact, near, flag, number, bytes, tags)")
                .execute("CREATE VIEW reporting.changes AS SELECT log_id, started_at, started_at AS changed_at"
                        + " FROM reporting.calls");
    }

    @AfterAll
    static void close() {
        reported.close();
    }

    /** At one moment, since some views tell the time. */
    private static void eachView(BiConsumer<Exports.Moment, String> test) {
        List<String> views = reported.archive.exports().names();
        int unused = reported.archive.exports().atOnce(moment -> {
            views.forEach(it -> test.accept(moment, it));
            return views.size();
        });
    }

    @Test
    void parquet_has_the_values_of_every_view() {
        eachView((moment, view) -> {
            ExportedRows expected = ExportedRows.of(moment, view);

            ParquetFiles.Read read = ParquetFiles.read(ExportedRows.written(moment, view, ParquetRows::new));

            assertThat(read.schema().getFields())
                    .as(view)
                    .extracting(it -> it.getName())
                    .containsExactlyElementsOf(
                            expected.columns.stream().map(Column::name).toList());
            assertThat(read.rows().stream()
                            .map(it -> it.values().stream()
                                    .map(ExportedRows::stored)
                                    .toList())
                            .toList())
                    .as(view)
                    .isEqualTo(expected.rows.stream()
                            .map(it -> it.stream().map(ExportedRows::stored).toList())
                            .toList());
        });
    }

    @Test
    void json_lines_have_the_values_of_every_view() {
        eachView((moment, view) -> {
            ExportedRows expected = ExportedRows.of(moment, view);
            List<String> lines = new String(
                            ExportedRows.written(moment, view, RowFormat.JSONL::to), StandardCharsets.UTF_8)
                    .lines()
                    .toList();

            assertThat(lines).as(view).hasSameSizeAs(expected.rows);
            for (int i = 0; i < lines.size(); i++) {
                JsonNode line = json(lines.get(i));
                for (int column = 0; column < expected.columns.size(); column++) {
                    JsonNode cell = line.get(expected.columns.get(column).name());
                    @Nullable Object value = expected.rows.get(i).get(column);
                    assertThat(cell.isNull()).isEqualTo(value == null);
                    assertThat(
                                    cell.isNumber()
                                            ? cell.decimalValue()
                                                    .stripTrailingZeros()
                                                    .toPlainString()
                                            : cell.asText())
                            .as("%s %s", view, expected.columns.get(column))
                            .isEqualTo(value == null ? "null" : text(value));
                }
            }
        });
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(line, broken);
        }
    }

    /** Times to the second; what they lose has no other form in JSON. */
    private static String text(Object value) {
        return switch (value) {
            case Instant at -> at.toString().replaceAll("[.]\\d+Z", "Z");
            case LocalDateTime at -> at.plusNanos(1).toString().replaceAll("[.]\\d+", "");
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case Double number ->
                BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
            case Number number ->
                new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            default -> value.toString();
        };
    }

    @Test
    void no_cell_of_any_view_is_a_formula_for_a_spreadsheet() {
        eachView((moment, view) -> {
            String csv = new String(
                    ExportedRows.written(
                            moment, view, out -> new SpreadsheetRows(out, view, ZoneId.of("America/New_York"))),
                    StandardCharsets.UTF_8);

            assertThat(csv).as(view).startsWith("\uFEFF").doesNotContainPattern("(?m)(^|,)\"?[=+@\\t]");
            if (view.equals("errors")) {
                assertThat(csv).contains("2026-07-01 23:01:00", "\"'=HYPERLINK(\"\"http://x\"\")\"");
            }
        });
    }

    @Test
    void several_views_are_as_they_are_at_one_moment() {
        long unused = reported.archive.exports().atOnce(moment -> {
            ExportedRows before = new ExportedRows();
            long calls = moment.export(ExportedRows.whole("calls"), before);
            reported.call(77, "2026-07-02T05:00:00Z", null);
            ExportedRows after = new ExportedRows();

            assertThat(moment.export(ExportedRows.whole("calls"), after)).isEqualTo(calls);
            assertThat(moment.at()).isBefore(Instant.now().plusSeconds(60));
            assertThat(moment.schema()).matches("\\d+");
            assertThat(moment.columns("calls")).contains(new Column("started_at", "timestamp with time zone"));
            return calls;
        });
        reported.execute("DELETE FROM archive.calls WHERE log_id = 77");
    }

    @Test
    void only_what_was_changed_since_a_time_and_at_it() {
        Exports.Query query = ExportedRows.whole("changes");
        ExportedRows changed = new ExportedRows();

        reported.archive.exports().export(since(query, "2026-07-02T03:30:00Z"), changed);

        assertThat(changed.rows)
                .singleElement()
                .satisfies(it -> assertThat(it.getFirst()).isEqualTo(2L));
        assertThat(reported.archive.exports().export(since(query, "2026-07-02T03:00:00Z"), new ExportedRows()))
                .isEqualTo(2);
        assertThat(reported.archive.exports().export(since(query, "2026-07-02T03:30:00.000001Z"), new ExportedRows()))
                .isZero();
        assertThatThrownBy(() -> reported.archive
                        .exports()
                        .export(since(ExportedRows.whole("every_type"), "2026-07-02T03:00:00Z"), new ExportedRows()))
                .isInstanceOf(UnfitExport.class)
                .hasMessageMatching(
                        "every_type does not say when a row was changed: leave out --since, or export one of"
                                + " (.*, )?changes(, .*)?");
    }

    /** Those that exist have the rows of the time asked for, whichever they are. */
    @Test
    void each_view_with_a_time_of_change_can_be_asked_for_it() {
        List<String> views = reported.query("SELECT relname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
                + " WHERE attname = 'changed_at' AND relkind = 'v' AND relnamespace = 'reporting'::regnamespace");

        assertThat(views).contains("changes");
        for (String view : views) {
            assertThat(reported.archive
                            .exports()
                            .export(since(ExportedRows.whole(view), "2000-01-01T00:00:00Z"), new ExportedRows()))
                    .as(view)
                    .isEqualTo(Long.parseLong(reported.query(
                                    "SELECT count(*) FROM reporting." + view + " WHERE changed_at >= '2000-01-01'")
                            .getFirst()));
        }
    }

    private static Exports.Query since(Exports.Query query, String time) {
        return new Exports.Query(
                query.view(), query.from(), query.to(), query.account(), Optional.of(Instant.parse(time)));
    }
}
