package dev.callvault.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.content.Content;
import dev.callvault.store.reports.UnfitExport;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetRowsTest {
    private static final ZoneId BOSTON = ZoneId.of("America/New_York");

    private static String written(@Nullable Object... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SpreadsheetRows rows = new SpreadsheetRows(out, "calls", BOSTON);
        rows.columns(List.of("a"));
        rows.row(Arrays.asList(values));
        rows.end();
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFFa\r\n").endsWith("\r\n");
        return text.substring(4, text.length() - 2);
    }

    @Test
    void times_are_local_and_have_their_seconds_and_numbers_stay_numbers() {
        assertThat(written(
                        Instant.parse("2026-11-20T15:10:00.7Z"),
                        LocalDateTime.parse("2026-11-20T10:10"),
                        LocalDate.parse("2026-11-20"),
                        -5,
                        new BigDecimal("-1E+3"),
                        true,
                        null,
                        ""))
                .isEqualTo("2026-11-20 10:10:00,2026-11-20 10:10:00,2026-11-20,-5,-1000,true,,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+16175550134",
                "-1",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\nx",
                " =1+1",
                "=HYPERLINK(\"http://x\")",
                "＝1+1",
                "'x",
                "0301",
                "16175550134",
                "1-2",
                "2026-11-20T15:10:00Z",
                "1e5",
                "(555)",
                "10:30",
                "1 Jan",
                "Jan 5",
                "MAY2",
                "5-May-26",
                "March 2026",
                "12:30 PM",
                "5 p",
                "TRUE"
            })
    void text_that_a_spreadsheet_would_take_for_something_else_stays_text(String text) {
        String cell = written(text);

        assertThat(cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell)
                .isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inbound",
                "grüße",
                "error.badfetch",
                "sip:1@example.com",
                "s1",
                "İ",
                "May",
                "Maria 2",
                "true love",
                "1 am here"
            })
    void other_text_is_as_it_is(String text) {
        assertThat(written(text)).isEqualTo(text);
    }

    @Test
    void what_must_be_quoted_is_quoted() {
        assertThat(written("a,b", "c\"d", "e\nf", ";g")).isEqualTo("\"a,b\",\"c\"\"d\",\"e\nf\",\";g\"");
        assertThat(written(Content.of("=x\ty".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("\"'=x\ty\"");
    }

    @Test
    void a_cell_ends_where_a_spreadsheet_ends_it() {
        String large = "x".repeat(70_000);

        assertThat(written(large)).hasSize(32_767).endsWith("x…");
        assertThat(written(Content.of(large.getBytes(StandardCharsets.UTF_8))))
                .hasSize(32_767)
                .endsWith("x…");
        assertThat(written("x".repeat(32_767))).hasSize(32_767).endsWith("xx");
    }

    @Test
    void more_rows_than_a_sheet_takes_are_refused_with_the_way_out() {
        SpreadsheetRows rows = new SpreadsheetRows(new ByteArrayOutputStream(), "calls", BOSTON, 3);
        rows.columns(List.of("a"));
        rows.row(List.of(1));
        rows.row(List.of(2));

        assertThatThrownBy(() -> rows.row(List.of(3)))
                .isInstanceOf(UnfitExport.class)
                .hasMessage(
                        "calls has more rows than a spreadsheet takes, which is 2 and a header: narrow it with --from"
                                + " and --to, or leave out --spreadsheet");
    }
}
