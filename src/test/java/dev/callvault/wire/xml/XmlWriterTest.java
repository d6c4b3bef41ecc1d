package dev.callvault.wire.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.answer.FailureAnswer;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back by the reader. */
class XmlWriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static LogAnswer log(byte[] content) {
        return new LogAnswer("100", "200", "inbound", 1_714_564_800L, "Boston & <Cambridge>", Content.of(content));
    }

    private byte[] written(byte[] content) throws IOException {
        WireFormat.XML.writer().log(out, log(content));
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a\r\nb\tc\rd\ne",
                "<log>&amp;]]></log>",
                "\u007f\u0085\u009f\u00a0\u2028",
                "caf\u00e9 \u20ac \ud83d\ude00 \ufffd \ufdd0",
                "a/b \\/ \"c\" 'd'"
            })
    void a_log_comes_back_unchanged(String text) throws IOException {
        LogAnswer read = WireFormat.XML.reader().log(Content.of(written(text.getBytes(UTF_8))));

        assertThat(Objects.requireNonNull(read.log()).bytes()).asString(UTF_8).isEqualTo(text);
        assertThat(read.location()).isEqualTo("Boston & <Cambridge>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\u0001b", "\u001b[1m", "\u001f", "x\uffff", "\ufffe"})
    void a_log_with_a_character_that_xml_cannot_hold_is_rejected_by_every_reader(String text) throws IOException {
        Content written = Content.of(written(text.getBytes(UTF_8)));

        assertThatThrownBy(() -> WireFormat.XML.reader().log(written)).isInstanceOf(UnreadableAnswer.class);
    }

    @Test
    void a_log_that_is_not_utf_8_is_rejected_by_every_reader() throws IOException {
        byte[] broken = "x".repeat(100_000).getBytes(UTF_8);
        broken[99_999] = (byte) 0xE9;
        Content written = Content.of(written(broken));

        assertThatThrownBy(() -> WireFormat.XML.reader().log(written)).isInstanceOf(UnreadableAnswer.class);
    }

    /** One line must not take the others away. */
    @Test
    void in_a_list_a_character_that_xml_cannot_hold_becomes_a_replacement_character() throws IOException {
        List<String> lines = List.of("a\0b", "\u001b[1m <&> \r", "caf\u00e9 \ud83d\ude00", "\ufffe\uffff");

        WireFormat.XML.writer().errors(out, lines.size(), lines.iterator());

        assertThat(WireFormat.XML.reader().errors(out.toByteArray()).rows())
                .extracting(RawLine::text)
                .containsExactly("a\ufffdb", "\ufffd[1m <&> \r", "caf\u00e9 \ud83d\ude00", "\ufffd\ufffd");
    }

    @Test
    void a_failure_keeps_its_words_as_far_as_xml_can() throws IOException {
        WireFormat.XML.writer().failure(out, "errors", "no <such> \u0007 thing");

        assertThatThrownBy(() -> WireFormat.XML.reader().errors(out.toByteArray()))
                .isInstanceOf(FailureAnswer.class)
                .hasMessage("no <such> \ufffd thing");
    }
}
