package dev.callvault.wire.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.UnreadRow;
import dev.callvault.wire.Reading;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.answer.FailureAnswer;
import dev.callvault.wire.answer.UnreadableAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
    private static final String RESULT = "<status>success</status><result><total_logs>0</total_logs><logs/></result>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "<html><body><p>Maintenance</p></body></html>",
                "<logs><status>success</status></logs>",
                "<logs><status>success</status><result><logs/></result></logs>",
                "<logs><status>success</status><result><total_logs/><logs/></result></logs>",
                "<logs>" + RESULT,
                "<logs>" + RESULT + "</logs><logs/>",
                "<!DOCTYPE logs><logs>" + RESULT + "</logs>",
                "<!DOCTYPE logs SYSTEM \"http://127.0.0.1:1/x.dtd\"><logs>" + RESULT + "</logs>",
                "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><logs>&b;" + RESULT + "</logs>",
                "<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><logs>" + RESULT + "<error>&x;</error></logs>",
                "<logs><error>&unknown;</error>" + RESULT + "</logs>",
                "<logs><error>\u0001</error>" + RESULT + "</logs>"
            })
    void what_is_no_list_is_unreadable(String answer) {
        assertThatThrownBy(() -> WireFormat.XML.reader().calls(answer.getBytes(UTF_8)))
                .isInstanceOf(UnreadableAnswer.class);
    }

    @Test
    void deep_nesting_is_unreadable() {
        byte[] answer = ("<logs>" + "<a>".repeat(100_000)).getBytes(UTF_8);

        for (Reading reading : Reading.ALL) {
            assertThatThrownBy(() -> reading.read(WireFormat.XML.reader(), answer))
                    .isInstanceOf(UnreadableAnswer.class);
        }
    }

    @Test
    void broken_utf_8_is_unreadable() {
        byte[] answer =
                "<errors><status>success</status><result><total_errors>1</total_errors><errors><error>\u00e9</error></errors></result></errors>"
                        .getBytes(ISO_8859_1);

        assertThatThrownBy(() -> WireFormat.XML.reader().errors(answer)).isInstanceOf(UnreadableAnswer.class);
    }

    @Test
    void entities_cdata_and_empty_rows_are_read_as_json_would_be() {
        byte[] xml =
                ("<errors><result><errors><error>a &amp; <![CDATA[<b>]]> \u00e9 [01\\/Jan]</error><error/><error><x/></error></errors>"
                                + "<total_errors> 3 </total_errors><more><a>1</a></more></result><status>success</status></errors>")
                        .getBytes(UTF_8);
        byte[] json =
                "{\"status\":\"success\",\"result\":{\"total_errors\":3,\"errors\":[\"a & <b> \u00e9 [01\\/Jan]\",\"\",{\"x\":\"\"}]}}"
                        .getBytes(UTF_8);

        Page<RawLine> page = WireFormat.XML.reader().errors(xml);

        Page<RawLine> same = WireFormat.JSON.reader().errors(json);
        assertThat(page.total()).isEqualTo(3).isEqualTo(same.total());
        assertThat(page.rows())
                .containsExactly(new RawLine("a & <b> \u00e9 [01/Jan]", false))
                .isEqualTo(same.rows());
        assertThat(page.unread())
                .extracting(UnreadRow::text)
                .containsExactly("<error></error>", "<error><x></x></error>");
        assertThat(same.unread()).extracting(UnreadRow::text).containsExactly("\"\"", "{\"x\":\"\"}");
    }

    @Test
    void the_declared_encoding_is_honoured() {
        byte[] answer =
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><errors><status>failure</status><error>caf\u00e9</error></errors>"
                        .getBytes(ISO_8859_1);

        assertThatThrownBy(() -> WireFormat.XML.reader().errors(answer))
                .isInstanceOf(FailureAnswer.class)
                .hasMessage("caf\u00e9");
    }
}
