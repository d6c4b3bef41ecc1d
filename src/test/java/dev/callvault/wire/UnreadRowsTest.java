package dev.callvault.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.UnreadRow;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An unreadable row names its field and value, and is kept as received. */
class UnreadRowsTest {
    private static final String ID = "not a whole number from 0 to 9223372036854775807: ";
    private static final String TIME = "not a time in epoch seconds between the years 2000 and 2100: ";

    private static Page<CallSummary> calls(String rows) {
        return WireFormat.JSON
                .reader()
                .calls(("{\"status\":\"success\",\"result\":{\"total_logs\":2,\"logs\":" + rows + "}}")
                        .getBytes(UTF_8));
    }

    private static UnreadRow only(String row) {
        return only(calls("[" + row + ", {\"log_id\":1,\"start\":1510159657}]"));
    }

    private static UnreadRow only(Page<?> page) {
        assertThat(page.unread()).hasSize(1);
        return page.unread().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"log_id":null,"start":1510159657}                             | log_id is null
                    {"log_id":[1],"start":1510159657}                              | log_id is an object or a list
                    {"start":1510159657}                                           | log_id is missing
                    {"log_id":" ","start":1510159657}                              | log_id is empty
                    {"log_id":1,"start":null}                                      | start is null
                    {"log_id":1}                                                   | start is missing
                    {"log_id":null}                                                | log_id is null; start is missing
                    17                                                             | the row is not an object: 17
                    "abc"                                                          | the row is not an object: abc
                    null                                                           | the row is not an object
                    []                                                             | the row is not an object
                    """)
    void a_field_that_is_not_there_is_named(String row, String reason) {
        assertThat(only(row).reason()).isEqualTo(reason);
        assertThat(only(row).text()).isEqualTo(row);
    }

    @Test
    void a_value_that_is_none_is_quoted() {
        assertThat(only("{\"log_id\":\"abc\",\"start\":1510159657}").reason()).isEqualTo("log_id is " + ID + "abc");
        assertThat(only("{\"log_id\":123456789012345678901234567890,\"start\":1510159657}")
                        .reason())
                .isEqualTo("log_id is " + ID + "123456789012345678901234567890");
        assertThat(only("{\"log_id\":1,\"start\":1510159657000}").reason())
                .isEqualTo("start is " + TIME + "1510159657000");
        assertThat(only("{\"log_id\":1,\"start\":\"-5\"}").reason()).isEqualTo("start is " + TIME + "-5");
        assertThat(only("{\"log_id\":1,\"start\":\"yester\\nday\"}").reason())
                .as("on one line")
                .isEqualTo("start is " + TIME + "yester day");
    }

    @Test
    void a_row_whose_start_can_be_read_says_when_it_was() {
        assertThat(only("{\"log_id\":null,\"start\":1510159658}").second()).isEqualTo(OptionalLong.of(1510159658));
        assertThat(only("{\"log_id\":1}").second()).isEmpty();
    }

    @Test
    void the_text_of_a_row_is_cut_out_of_the_answer_wherever_it_stands() {
        assertThat(only(calls("{\"7\": {\"log_id\" : \"x\\u0041\", \"start\":1510159657} }"))
                        .text())
                .isEqualTo("{\"log_id\" : \"x\\u0041\", \"start\":1510159657}");
        assertThat(only(calls("{\"log_id\":\"x\",\"start\":1510159657}")).text())
                .isEqualTo("{\"log_id\":\"x\",\"start\":1510159657}");
        assertThat(only(calls("\"out of order\"")).text()).isEqualTo("out of order");
        assertThat(only(calls("\"out of order\"")).reason()).isEqualTo("the list is a string: out of order");
        assertThat(only(calls("17")).reason()).isEqualTo("the list is not a list: 17");
    }

    @Test
    void what_no_database_holds_is_shown_by_a_stand_in() {
        UnreadRow row = only("{\"log_id\":\"\u0000\",\"start\":1510159657}");

        assertThat(row.text()).isEqualTo("{\"log_id\":\"\u2400\",\"start\":1510159657}");
        assertThat(row.reason()).isEqualTo("log_id is " + ID + "\u2400");
    }

    @Test
    void rows_in_xml_are_told_likewise() {
        Page<CallSummary> page = WireFormat.XML
                .reader()
                .calls(("<logs><status>success</status><result><total_logs>2</total_logs><logs>"
                                + "<log><log_id>a&amp;b</log_id><start>1510159657</start></log>"
                                + "<log><log_id>1</log_id><start>1510159657</start></log></logs></result></logs>")
                        .getBytes(UTF_8));

        assertThat(only(page).reason()).isEqualTo("log_id is " + ID + "a&b");
        assertThat(only(page).text()).isEqualTo("<log><log_id>a&amp;b</log_id><start>1510159657</start></log>");
        assertThat(page.rows()).hasSize(1);
    }

    @Test
    void lines_that_are_none_are_told_too() {
        Page<RawLine> page = WireFormat.JSON
                .reader()
                .errors(
                        "{\"status\":\"success\",\"result\":{\"total_errors\":4,\"errors\":[null,{\"a\":1},\"\",\"x\"]}}"
                                .getBytes(UTF_8));

        assertThat(page.unread())
                .extracting(UnreadRow::reason)
                .containsExactly("the line is null", "the line is an object or a list", "the line is empty");
        assertThat(page.unread()).extracting(UnreadRow::text).containsExactly("null", "{\"a\":1}", "\"\"");
        assertThat(page.rows()).hasSize(1);
    }

    @Test
    void what_is_kept_is_redacted_before_it_is_cut() {
        UnreadRow row = new UnreadRow("x".repeat(3999) + "secret", "y".repeat(299) + "secret", OptionalLong.empty());

        UnreadRow kept = row.kept(it -> it.replace("secret", "***"));

        assertThat(kept.text()).isEqualTo("x".repeat(3999) + "*…");
        assertThat(kept.reason()).isEqualTo("y".repeat(299) + "*…");
        assertThat(new UnreadRow("x", "y", OptionalLong.of(3)).kept(it -> it))
                .isEqualTo(new UnreadRow("x", "y", OptionalLong.of(3)));
    }
}
