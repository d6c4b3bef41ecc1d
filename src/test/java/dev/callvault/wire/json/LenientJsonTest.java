package dev.callvault.wire.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.wire.Reading;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.answer.FailureAnswer;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientJsonTest {
    private static final String ROW = "{\"log_id\":\"7\",\"start\":\"1510159657\"}";

    @Test
    void numbers_may_be_numbers_or_strings_and_the_status_may_come_last() {
        CallSummary call = calls(
                        "{\"result\":{\"logs\":[{\"log_id\":3000000000,\"start\":1510159657,\"end\":\"160\",\"extra\":{\"a\":[1]},"
                                + "\"session_id\":\"a;000;1\",\"type\":\"inbound\",\"dest\":617,\"src\":null}],\"total_logs\":1},\"status\":\"success\"}")
                .rows()
                .getFirst();

        assertThat(call.logId().value()).isEqualTo(3_000_000_000L);
        assertThat(call.startedAt()).isEqualTo(Instant.ofEpochSecond(1510159657));
        assertThat(call.endedAt()).isEqualTo(Instant.ofEpochSecond(160));
        assertThat(call.dest()).isEqualTo("617");
        assertThat(call.src()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "\"\"", "null", "false"})
    void an_empty_list_may_be_written_in_any_way(String empty) {
        String answer =
                "{\"status\":\"success\",\"result\":{\"total_logs\":0,\"logs\":%1$s,\"total_errors\":\"0\",\"errors\":%1$s}}"
                        .formatted(empty);

        assertThat(calls(answer)).isEqualTo(new Page<>(0, List.of(), 0));
        assertThat(errors(answer)).isEqualTo(new Page<>(0, List.of(), 0));
    }

    @Test
    void an_absent_list_is_empty_when_the_total_is_stated() {
        assertThat(calls("{\"status\":\"success\",\"result\":{\"total_logs\":0}}")
                        .rows())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ROW, "[" + ROW + "]", "{\"3\":" + ROW + "}", "{\"log\":" + ROW + "}", "{\"log\":[" + ROW + "]}"})
    void one_call_may_stand_for_a_list_of_one(String logs) {
        Page<CallSummary> page = calls("{\"status\":\"success\",\"result\":{\"total_logs\":1,\"logs\":" + logs + "}}");

        assertThat(page.rows()).hasSize(1);
        assertThat(page.unreadable()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a b\"", "[\"a b\"]", "{\"0\":\"a b\"}", "{\"error\":[\"a b\"]}"})
    void one_line_may_stand_for_a_list_of_one(String errors) {
        Page<RawLine> page =
                errors("{\"status\":\"success\",\"result\":{\"total_errors\":1,\"errors\":" + errors + "}}");

        assertThat(page.rows()).containsExactly(new RawLine("a b", false));
        assertThat(page.unreadable()).isZero();
    }

    @Test
    void trailing_commas_comments_control_characters_and_a_byte_order_mark_are_tolerated() {
        Page<RawLine> page = errors(
                "\uFEFF{\"status\":\"success\",/* x */\"result\":{\"total_errors\":1,\"errors\":[\"a\tb\nc\",],},} // y");

        assertThat(page.rows()).containsExactly(new RawLine("a\tb\nc", false));
    }

    @Test
    void what_a_line_cannot_hold_is_shown_and_said() {
        byte[] answer =
                "{\"status\":\"success\",\"result\":{\"total_errors\":4,\"errors\":[\"caf\u00e9\",\"a\\u0000b\",\"c\\ud800d\",\"\\ud83d\\ude00\"]}}"
                        .getBytes(ISO_8859_1);

        assertThat(WireFormat.JSON.reader().errors(answer).rows())
                .containsExactly(
                        new RawLine("caf\uFFFD", true),
                        new RawLine("a\u2400b", true),
                        new RawLine("c\uFFFDd", true),
                        new RawLine("\uD83D\uDE00", false));
    }

    @Test
    void the_text_of_a_call_is_storable() {
        CallSummary call = calls(
                        "{\"status\":\"success\",\"result\":{\"total_logs\":1,\"logs\":[{\"log_id\":1,\"start\":1510159657,\"src\":\"\\u0000\\udc00\"}]}}")
                .rows()
                .getFirst();

        assertThat(call.src()).isEqualTo("\u2400\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"log_id\":-1,\"start\":1510159657}",
                "{\"log_id\":9223372036854775808,\"start\":1510159657}",
                "{\"log_id\":\"x\",\"start\":1510159657}",
                "{\"log_id\":1.5,\"start\":1510159657}",
                "{\"log_id\":\"\u0661\",\"start\":1510159657}",
                "{\"start\":1510159657}",
                "{\"log_id\":1}",
                "{\"log_id\":1,\"start\":-5}",
                "{\"log_id\":1,\"start\":0}",
                "{\"log_id\":1,\"start\":946684799}",
                "{\"log_id\":1,\"start\":4102444800}",
                "{\"log_id\":1,\"start\":1510159657000}",
                "{\"log_id\":1,\"start\":\"253402300800\"}",
                "null",
                "17",
                "[]"
            })
    void a_call_that_cannot_be_read_is_counted(String row) {
        Page<CallSummary> page =
                calls("{\"status\":\"success\",\"result\":{\"total_logs\":2,\"logs\":[" + row + "," + ROW + "]}}");

        assertThat(page.rows()).hasSize(1);
        assertThat(page.unreadable()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "\"\""})
    void a_line_that_cannot_be_read_is_counted(String line) {
        Page<RawLine> page =
                errors("{\"status\":\"success\",\"result\":{\"total_errors\":2,\"errors\":[" + line + ",\"a\"]}}");

        assertThat(page.rows()).hasSize(1);
        assertThat(page.unreadable()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "0", "\"0\"", "\"soon\"", "253402300800"})
    void an_end_that_is_none_is_none(String end) {
        Page<CallSummary> page = calls(
                "{\"status\":\"success\",\"result\":{\"total_logs\":1,\"logs\":[{\"log_id\":1,\"start\":1510159657,\"end\":"
                        + end + "}]}}");

        assertThat(page.rows().getFirst().endedAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "null",
                "[]",
                "{}",
                "{\"error\":\"Unauthorized\"}",
                "{\"status\":\"success\"}",
                "{\"status\":\"success\",\"result\":[]}",
                "{\"status\":\"success\",\"result\":{\"logs\":[" + ROW + "]}}",
                "{\"status\":\"success\",\"result\":{\"total_logs\":\"\",\"logs\":[]}}",
                "{\"status\":\"success\",\"result\":{\"total_logs\":\"many\",\"logs\":[" + ROW + "]}}",
                "{\"status\":\"success\",\"result\":{\"total_logs\":1,\"logs\":[" + ROW,
                "{\"status\":\"success\",\"result\":{\"total_logs\":1,\"logs\":[" + ROW + "]}} {}",
                "<html><body>Maintenance</body></html>",
                "<!DOCTYPE html><p>Maintenance"
            })
    void what_is_no_list_is_unreadable(String answer) {
        assertThatThrownBy(() -> calls(answer)).isInstanceOf(UnreadableAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"error\",\"error\":\"no\"}",
                "{\"error\":\"no\",\"result\":{\"total_logs\":0,\"logs\":[]},\"status\":\"FAILED\"}",
                "{\"status\":\"failure\",\"error\":\"no\",\"status\":\"success\",\"result\":{\"total_logs\":0}}"
            })
    void any_status_but_success_is_a_failure(String answer) {
        assertThatThrownBy(() -> calls(answer))
                .isInstanceOf(FailureAnswer.class)
                .hasMessage("no");
    }

    @Test
    void deep_nesting_is_unreadable() {
        String deep = "[".repeat(100_000);

        for (Reading reading : Reading.ALL) {
            assertThatThrownBy(() ->
                            reading.read(WireFormat.JSON.reader(), ("{\"result\":{\"logs\":" + deep).getBytes(UTF_8)))
                    .isInstanceOf(UnreadableAnswer.class);
        }
    }

    private static Page<CallSummary> calls(String answer) {
        return WireFormat.JSON.reader().calls(answer.getBytes(UTF_8));
    }

    private static Page<RawLine> errors(String answer) {
        return WireFormat.JSON.reader().errors(answer.getBytes(UTF_8));
    }
}
