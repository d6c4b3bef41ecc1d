package dev.callvault.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Proof;
import dev.callvault.content.Content;
import dev.callvault.content.LongContent;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogBytesTest {
    @Test
    void every_byte_comes_through() {
        byte[] raw = new byte[256];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (i == '"' || i == '\\' ? ' ' : i);
        }

        assertThat(bytes(json(raw))).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "", "a\\/b \\\" \\\\ \\b\\f\\n\\r\\t", "nul \\u0000 \\u00e9\\u20AC \\ud83d\\ude00"})
    void escapes_become_what_they_stand_for(String escaped) {
        String expected = escaped.equals("plain") || escaped.isEmpty()
                ? escaped
                : escaped.startsWith("a") ? "a/b \" \\ \b\f\n\r\t" : "nul \0 \u00e9\u20AC \uD83D\uDE00";

        assertThat(bytes(json(escaped.getBytes(UTF_8)))).asString(UTF_8).isEqualTo(expected);
    }

    @Test
    void half_a_surrogate_pair_keeps_its_value_in_three_bytes() {
        assertThat(bytes(json("\\ud800".getBytes(UTF_8))))
                .isEqualTo(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        assertThat(bytes(json("\\ud800\\u0041".getBytes(UTF_8))))
                .isEqualTo(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80, 'A'});
    }

    @Test
    void a_log_of_24_mebibytes_comes_through() {
        byte[] raw = new byte[24 << 20];
        Arrays.fill(raw, (byte) 0xE9);
        raw[raw.length - 2] = '\\';
        raw[raw.length - 1] = 'n';
        byte[] expected = Arrays.copyOf(raw, raw.length - 1);
        expected[expected.length - 1] = '\n';

        assertThat(Arrays.equals(bytes(json(raw)), expected)).isTrue();
    }

    @Test
    @Proof
    void an_xml_log_of_24_mebibytes_comes_through() {
        String line = "a &lt; b &#233; \u00e9 \\/\n";
        int times = (24 << 20) / line.getBytes(UTF_8).length;

        byte[] log = bytes(xml("<log>" + line.repeat(times) + "</log>"));

        assertThat(new String(log, UTF_8).equals("a < b \u00e9 \u00e9 \\/\n".repeat(times)))
                .isTrue();
    }

    /** A large response is unescaped in pieces of 64 KiB; wherever they end, no escape is damaged. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\\n", "\\\\", "\\u00e9", "\\ud83d\\ude00", "\\ud83d\\ud83d\\ude00", "\\ud800\\u0041", "\\ud800"
            })
    void an_escape_may_stand_anywhere_in_a_large_answer(String escape) {
        for (int before = (64 << 10) - 20; before < (64 << 10) + 2; before++) {
            String log = "x".repeat(before) + escape + "\\t".repeat(2 * before) + escape;
            byte[] answer = ("{\"result\":{\"log\":\"" + log + "\",\"location\":\"Z\\u00fcrich\"}}").getBytes(UTF_8);

            LogAnswer large = WireFormat.JSON.reader().log(new LongContent(answer));

            LogAnswer small = WireFormat.JSON.reader().log(Content.of(answer));
            assertThat(Arrays.equals(bytes(large), bytes(small)))
                    .as("%d bytes before", before)
                    .isTrue();
            assertThat(Objects.requireNonNull(large.log()).length()).isEqualTo(bytes(small).length);
            assertThat(large.location()).isEqualTo("Z\u00fcrich");
        }
    }

    @Test
    void a_string_may_end_anywhere_in_a_large_answer() {
        for (int length = (64 << 10) - 14; length < (64 << 10) + 2; length++) {
            byte[] answer = ("{\"result\":{\"log\":\"" + "x".repeat(length) + "\"}}").getBytes(UTF_8);

            LogAnswer large = WireFormat.JSON.reader().log(new LongContent(answer));

            assertThat(bytes(large)).hasSize(length).containsOnly('x');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"log\":null", "\"src\":\"1\"", "\"log\":[]", "\"log\":{}"})
    void a_log_that_is_none_is_null(String field) {
        assertThat(WireFormat.JSON
                        .reader()
                        .log(content("{\"status\":\"success\",\"result\":{" + field + "}}"))
                        .log())
                .isNull();
    }

    @Test
    void an_empty_log_has_no_bytes_in_either_format() {
        assertThat(bytes(json(new byte[0]))).isEmpty();
        assertThat(bytes(xml("<log/>"))).isEmpty();
        assertThat(bytes(xml("<log></log>"))).isEmpty();
        assertThat(xml("<src>1</src>").log()).isNull();
    }

    @Test
    void the_other_fields_are_read_beside_broken_utf_8() {
        LogAnswer answer = json(new byte[] {(byte) 0xFF});

        assertThat(answer.location()).isEqualTo("Z\u00fcrich \u20AC");
        assertThat(answer.timestamp()).isEqualTo(5);
        assertThat(answer.dest()).isEqualTo("617");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"result\":{\"log\":\"cut",
                "{\"result\":{\"log\":\"cut\\",
                "{\"result\":{\"log\":\"\\x41\"}}",
                "{\"result\":{\"log\":\"\\u00zz\"}}",
                ""
            })
    void a_cut_or_unsound_string_is_unreadable(String answer) {
        assertThatThrownBy(() -> WireFormat.JSON.reader().log(content(answer))).isInstanceOf(UnreadableAnswer.class);
    }

    private static LogAnswer json(byte[] log) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(
                "\uFEFF{\"status\":\"success\",\"error\":\"\",\"result\":{\"dest\":617,\"location\":\"Z\u00fcrich \\u20ac\", \"log\" : \""
                        .getBytes(UTF_8));
        answer.writeBytes(log);
        answer.writeBytes("\",\"timestamp\":\"5\"}}".getBytes(UTF_8));
        return WireFormat.JSON.reader().log(Content.of(answer.toByteArray()));
    }

    private static LogAnswer xml(String fields) {
        return WireFormat.XML
                .reader()
                .log(content(
                        "<?xml version=\"1.0\"?><log><status>success</status><result>" + fields + "</result></log>"));
    }

    private static Content content(String answer) {
        return Content.of(answer.getBytes(UTF_8));
    }

    private static byte[] bytes(LogAnswer answer) {
        return Objects.requireNonNull(answer.log()).bytes();
    }
}
