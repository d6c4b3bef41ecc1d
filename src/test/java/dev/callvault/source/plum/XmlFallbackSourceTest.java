package dev.callvault.source.plum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.source.ScriptedSource;
import dev.callvault.source.SourceFailure;
import org.junit.jupiter.api.Test;

class XmlFallbackSourceTest {
    private static final LogId LOG = new LogId(1);
    private final SourceFailure unreadable = new SourceFailure.Unreadable("json", Content.of(new byte[] {1}), null);

    @Test
    void asks_in_xml_when_json_is_unreadable() {
        ScriptedSource xml = new ScriptedSource();

        assertThat(new XmlFallbackSource(new ScriptedSource(unreadable), xml)
                        .fetchLog(LOG)
                        .content()
                        .bytes())
                .isEmpty();
        assertThat(xml.requests()).isEqualTo(1);
    }

    @Test
    void keeps_the_first_answer_when_neither_can_be_read() {
        ScriptedSource xml = new ScriptedSource(new SourceFailure.Unreadable("xml", Content.of(new byte[] {2}), null));

        assertThatThrownBy(() -> new XmlFallbackSource(new ScriptedSource(unreadable), xml).fetchLog(LOG))
                .isSameAs(unreadable);
    }

    @Test
    void decides_nothing_while_the_second_question_has_no_answer() {
        SourceFailure late = new SourceFailure.TimedOut("xml");

        assertThatThrownBy(() ->
                        new XmlFallbackSource(new ScriptedSource(unreadable), new ScriptedSource(late)).fetchLog(LOG))
                .isSameAs(late);
    }

    @Test
    void asks_nothing_more_after_any_other_failure() {
        ScriptedSource xml = new ScriptedSource();

        assertThatThrownBy(() ->
                        new XmlFallbackSource(new ScriptedSource(new SourceFailure.NotThere("x")), xml).fetchLog(LOG))
                .isInstanceOf(SourceFailure.NotThere.class);
        assertThat(xml.requests()).isZero();
    }
}
