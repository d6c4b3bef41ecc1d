package dev.callvault.source.plum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.source.ListQuery;
import dev.callvault.source.ScriptedSource;
import dev.callvault.source.SourceFailure;
import org.junit.jupiter.api.Test;

class OtherFormatSourceTest {
    private static final LogId LOG = new LogId(1);
    private final SourceFailure unreadable = new SourceFailure.Unreadable("json", Content.of(new byte[] {1}), null);

    @Test
    void asks_in_the_other_format_when_the_first_is_unreadable() {
        ScriptedSource xml = new ScriptedSource();

        assertThat(new OtherFormatSource(new ScriptedSource(unreadable), xml)
                        .fetchLog(LOG)
                        .content()
                        .bytes())
                .isEmpty();
        assertThat(xml.requests()).isEqualTo(1);
    }

    private static ListQuery seconds(long count) {
        return ListQuery.all(new TimeWindow(100, 100 + count));
    }

    @Test
    void asks_for_a_single_second_in_the_other_format() {
        ScriptedSource xml = new ScriptedSource();

        assertThat(new OtherFormatSource(new ScriptedSource(unreadable), xml)
                        .listErrors(seconds(1))
                        .rows())
                .isEmpty();
        assertThat(xml.requests()).isEqualTo(1);
    }

    @Test
    void more_than_a_second_is_divided_first() {
        ScriptedSource xml = new ScriptedSource();

        assertThatThrownBy(() -> new OtherFormatSource(new ScriptedSource(unreadable), xml).listCalls(seconds(2)))
                .isSameAs(unreadable);
        assertThat(xml.requests()).isZero();
    }

    @Test
    void a_second_that_neither_format_can_hold_stays_unreadable() {
        ScriptedSource xml = new ScriptedSource(new SourceFailure.Unreadable("xml", Content.of(new byte[] {2}), null));

        assertThatThrownBy(() -> new OtherFormatSource(new ScriptedSource(unreadable), xml).listSessions(seconds(1)))
                .isSameAs(unreadable);
    }

    @Test
    void keeps_the_first_answer_when_neither_can_be_read() {
        ScriptedSource xml = new ScriptedSource(new SourceFailure.Unreadable("xml", Content.of(new byte[] {2}), null));

        assertThatThrownBy(() -> new OtherFormatSource(new ScriptedSource(unreadable), xml).fetchLog(LOG))
                .isSameAs(unreadable);
    }

    @Test
    void decides_nothing_while_the_second_question_has_no_answer() {
        SourceFailure late = new SourceFailure.TimedOut("xml");

        assertThatThrownBy(() ->
                        new OtherFormatSource(new ScriptedSource(unreadable), new ScriptedSource(late)).fetchLog(LOG))
                .isSameAs(late);
    }

    @Test
    void asks_nothing_more_after_any_other_failure() {
        ScriptedSource xml = new ScriptedSource();

        assertThatThrownBy(() ->
                        new OtherFormatSource(new ScriptedSource(new SourceFailure.NotThere("x")), xml).fetchLog(LOG))
                .isInstanceOf(SourceFailure.NotThere.class);
        assertThat(xml.requests()).isZero();
    }

    private static SourceFailure.Unreadable empty() {
        return SourceFailure.Unreadable.empty("no log", Content.of(new byte[] {3}));
    }

    @Test
    void empty_in_both_formats_there_is_no_log() {
        assertThatThrownBy(() ->
                        new OtherFormatSource(new ScriptedSource(empty()), new ScriptedSource(empty())).fetchLog(LOG))
                .isInstanceOf(SourceFailure.NotThere.class)
                .hasMessageContaining("in JSON and in XML");
    }

    @Test
    void empty_in_one_and_not_there_in_the_other_there_is_none_either() {
        SourceFailure none = new SourceFailure.NotThere("none");

        assertThatThrownBy(() ->
                        new OtherFormatSource(new ScriptedSource(empty()), new ScriptedSource(none)).fetchLog(LOG))
                .isSameAs(none);
        assertThatThrownBy(() ->
                        new OtherFormatSource(new ScriptedSource(unreadable), new ScriptedSource(none)).fetchLog(LOG))
                .isSameAs(unreadable);
    }

    @Test
    void empty_in_one_and_unreadable_in_the_other_nobody_knows() {
        SourceFailure first = empty();

        assertThatThrownBy(() ->
                        new OtherFormatSource(new ScriptedSource(first), new ScriptedSource(unreadable)).fetchLog(LOG))
                .isSameAs(first);
        assertThatThrownBy(() -> new OtherFormatSource(new ScriptedSource(unreadable), new ScriptedSource(empty()))
                        .fetchLog(LOG))
                .isSameAs(unreadable);
    }
}
