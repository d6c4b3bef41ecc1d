package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.app.Reported;
import dev.callvault.report.BodyFiles;
import dev.callvault.report.RowFormat;
import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.UnfitExport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views and bodies as files, of rows that are written by hand. */
class ExportTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void csv_quotes_what_must_be_quoted_and_tells_nothing_from_empty() {
        try (Reported reported = new Reported()) {
            reported.execute(
                    "INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at, changed_at) VALUES"
                            + " (1, 'calls', '2026-07-02T10:00:00Z', '2026-07-02T11:00:00Z', E'a, \"b\"\\r\\nc', '2026-07-03T10:00:00Z',"
                            + " '2026-07-04T10:00:00Z'),"
                            + " (1, 'calls', '2026-07-01T10:00:00Z', '2026-07-01T11:00:00.5Z', '', '2026-07-03T10:00:00Z', NULL)");

            assertThat(export(reported, RowFormat.CSV, "gaps", null, null)).isEqualTo("""
                            account,stream,from_time,to_time,log_id,reason,detected_at,resolved_at,account_id,acknowledged_at,acknowledged_by,acknowledged_reason,gap_id,changed_at\r
                            ivr,calls,2026-07-01T10:00:00Z,2026-07-01T11:00:00Z,,"",2026-07-03T10:00:00Z,,1,,,,2,2026-07-03T10:00:00Z\r
                            ivr,calls,2026-07-02T10:00:00Z,2026-07-02T11:00:00Z,,"a, ""b""\r
                            c",2026-07-03T10:00:00Z,,1,,,,1,2026-07-04T10:00:00Z\r
                            """);
        }
    }

    @Test
    void json_lines_keep_the_types() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T03:30:00Z", null).covered("2026-07-01T00:00:00Z");

            assertThat(export(reported, RowFormat.JSONL, "calls_by_day", null, null))
                    .isEqualTo(
                            "{\"account\":\"ivr\",\"day\":\"2026-07-01\",\"calls\":1,\"callers\":1,\"timed_calls\":0,"
                                    + "\"duration_seconds\":0,\"average_duration_seconds\":null,\"short_calls\":0,\"errors\":0,"
                                    + "\"errors_per_1000_calls\":0.0,\"account_id\":1,"
                                    + "\"inbound_calls\":1,\"withheld_calls\":0,\"withheld_percent\":0.0,"
                                    + "\"weekday\":3,\"weekday_name\":\"Wednesday\",\"week_start\":\"2026-06-29\","
                                    + "\"month_start\":\"2026-07-01\"}\n");
            assertThat(export(reported, RowFormat.JSONL, "calls", null, null))
                    .contains("\"log_id\":1,", "\"started_at\":\"2026-07-02T03:30:00Z\"", "\"ended_at\":null")
                    .contains("\"started_at_local\":\"2026-07-01T23:30:00\"", "\"has_body\":false");
        }
    }

    @Test
    void every_time_of_every_view_has_its_seconds_also_at_a_whole_minute() {
        Pattern time = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[^\",\r\n]*");
        Set<String> shapes = new TreeSet<>();
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T03:00:00Z", "2026-07-02T04:00:00Z")
                    .call(2, "2026-07-02T03:30:00Z", "2026-07-02T03:30:07Z")
                    .error("s1", "2026-07-02T03:01:00Z", "odd")
                    .body(1, "2026-07-02T03:00:00Z", "x")
                    .covered("2026-07-01T00:00:00.25Z");
            for (String view : reported.archive.exports().names()) {
                for (RowFormat format : RowFormat.values()) {
                    String text = export(
                            reported,
                            format,
                            new Exports.Query(view, Optional.empty(), Optional.empty(), Optional.empty()));
                    time.matcher(text)
                            .results()
                            .map(MatchResult::group)
                            .forEach(it -> shapes.add(it.replaceAll("[0-9]", "0")));
                }
            }
        }

        assertThat(shapes).containsExactly("0000-00-00T00:00:00", "0000-00-00T00:00:00Z");
    }

    @Test
    void a_time_range_is_half_open_for_times_and_by_whole_days_for_days() {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T04:00:00Z", null)
                    .call(2, "2026-07-03T03:59:59Z", null)
                    .call(3, "2026-07-03T04:00:00Z", null);
            Instant from = Instant.parse("2026-07-02T04:00:00Z");
            Instant to = Instant.parse("2026-07-03T04:00:00Z");

            assertThat(export(reported, RowFormat.JSONL, "calls", from, to).lines())
                    .hasSize(2);
            assertThat(export(reported, RowFormat.JSONL, "calls_by_day", from, to)
                            .lines())
                    .singleElement()
                    .asString()
                    .contains("\"day\":\"2026-07-02\",\"calls\":2");
            assertThat(export(reported, RowFormat.JSONL, "calls_by_day", from, to.plusSeconds(1))
                            .lines())
                    .hasSize(2);
        }
    }

    @Test
    void bodies_become_files_byte_for_byte() throws IOException {
        try (Reported reported = new Reported()) {
            reported.call(1, "2026-07-02T03:30:00Z", null)
                    .body(1, "2026-07-02T03:30:00Z", "grüße\n")
                    .body(2, "2026-07-02T03:30:00Z", "x")
                    .execute(
                            "UPDATE archive.call_logs SET body = NULL, body_bytes = '\\x00ff', quarantine = 'odd' WHERE log_id = 2");
            BodyFiles files = new BodyFiles(directory, ZoneId.of("America/New_York"));

            long rows = reported.archive.exports().export(query("bodies", null, null), files);

            assertThat(rows).isEqualTo(2);
            assertThat(Files.readString(directory.resolve("ivr/2026-07-01/1.log")))
                    .isEqualTo("grüße\n");
            assertThat(Files.readAllBytes(directory.resolve("ivr/2026-07-01/2.quarantined")))
                    .containsExactly(0, 0xff);
            assertThat(export(reported, RowFormat.JSONL, "bodies", null, null))
                    .contains("\"body\":\"grüße\\n\",\"body_bytes\":null", "\"body\":null,\"body_bytes\":\"AP8=\"");
        }
    }

    @Test
    void what_cannot_be_exported_is_refused_before_a_row_is_written() {
        try (Reported reported = new Reported()) {
            assertThat(reported.archive.exports().names()).contains("calls", "bodies", "archive_health");
            assertThatThrownBy(() -> export(reported, RowFormat.CSV, "nothing\"; --", null, null))
                    .isInstanceOf(UnfitExport.class);
            assertThatThrownBy(() -> export(reported, RowFormat.CSV, "callers", Instant.EPOCH, null))
                    .isInstanceOf(UnfitExport.class)
                    .hasMessageContaining("callers has no time column");
        }
    }

    private static Exports.Query query(String view, @Nullable Instant from, @Nullable Instant to) {
        return new Exports.Query(view, Optional.ofNullable(from), Optional.ofNullable(to), Optional.of("ivr"));
    }

    private static String export(
            Reported reported, RowFormat format, String view, @Nullable Instant from, @Nullable Instant to) {
        return export(reported, format, query(view, from, to));
    }

    private static String export(Reported reported, RowFormat format, Exports.Query query) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reported.archive.exports().export(query, format.to(out));
        return out.toString(StandardCharsets.UTF_8);
    }
}
