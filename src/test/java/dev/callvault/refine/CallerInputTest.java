package dev.callvault.refine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallBody;
import dev.callvault.content.Content;
import dev.callvault.content.LongContent;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a caller typed or said. Commas separate the digits where the rule for running text must not find them, since a
 * comma ends a number there.
 */
class CallerInputTest {
    private static final String TYPED = "4,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1";
    private static final String STARS = "*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*";

    private static CallBody redactedBody(String text) {
        return Redactor.CARDS.body(new CallBody(Content.of(text.getBytes(UTF_8)), ""));
    }

    private static String redacted(String text) {
        String redacted = new String(redactedBody(text).content().bytes(), UTF_8);
        assertThat(Redactor.CARDS.text(redacted)).as("twice").isEqualTo(redacted);
        return redacted;
    }

    private static void isKept(String text) {
        assertThat(redacted(text)).isEqualTo(text);
    }

    @Test
    void digits_are_found_in_one_input_and_counted_once() {
        String text = "User input: " + TYPED + " (dtmf)";

        assertThat(redacted(text)).isEqualTo("User input: " + STARS + " (dtmf)");
        assertThat(redactedBody(text).redactions()).isEqualTo(Map.of("caller-input", 1));
        isKept("Other input: " + TYPED + " (dtmf)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user input:", "USER INPUT:", "User Input:", "uSER iNPUT:"})
    void the_mark_is_found_in_either_case(String mark) {
        assertThat(redacted(mark + TYPED)).isEqualTo(mark + STARS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user input;",
                "user input",
                "user input :",
                "user-input:",
                "us\u0131r input:",
                "user \u0130nput:",
                "@ser input:",
                "{ser input:",
                "xser input:",
                "userinput:"
            })
    void what_is_nearly_the_mark_is_none(String mark) {
        isKept(mark + TYPED);
    }

    @Test
    void the_mark_is_found_behind_any_text() {
        String before = "user inpuser input user: input user user inpu";
        for (int from = 0; from <= before.length(); from++) {
            for (int more = 0; more < 12; more++) {
                String text = before.substring(from) + "t".repeat(more) + "User input:";
                assertThat(redacted(text + TYPED)).isEqualTo(text + STARS);
            }
        }
    }

    @Test
    void digits_are_gathered_over_many_inputs_with_other_lines_between() {
        String text = "4903172865490312".chars().mapToObj(CallerInputTest::key).collect(Collectors.joining());
        String card = Numbers.card(16);
        String typed = card.chars().mapToObj(CallerInputTest::key).collect(Collectors.joining());

        assertThat(redacted(typed))
                .isEqualTo(card.chars().mapToObj(it -> key('*')).collect(Collectors.joining()));
        assertThat(Numbers.passes("4903172865490312")).isFalse();
        isKept(text);
    }

    private static String key(int digit) {
        return "[rec] LOCAL: User input: " + (char) digit + " (dtmf)\nprompt 12 of 99 ended\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17, 18, 19})
    void numbers_of_every_issuer_s_length_are_found_within_longer_input(int length) {
        String card = Numbers.card(length);
        String typed = "User input: " + String.join(",", ("7" + card).split(""));

        assertThat(redacted(typed)).endsWith(",*".repeat(length));
        assertThat(redacted(typed + ",7")).contains(",*".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 11, 12})
    void shorter_numbers_are_kept(int length) {
        isKept("User input: "
                + String.join(",", Numbers.card(13).substring(0, length).split("")) + " (dtmf)");
    }

    @Test
    void a_number_with_one_wrong_digit_is_kept() {
        for (String number : Numbers.withAnotherDigit(Numbers.card(13))) {
            isKept("User input: " + String.join(",", number.split("")));
        }
    }

    @Test
    void digits_may_be_said() {
        String said = "four oh zero one two three five six seven eight nine";
        String rest = said.replace("four", "4")
                .replace("oh", "0")
                .replace("zero", "0")
                .replace("one", "1");
        assertThat(rest).startsWith("4 0 0 1");
        String digits = "40012356789";
        String last = Numbers.checked(digits + "4").substring(12);
        String text = "User input: " + said + " FOUR " + last + " (voice)";

        assertThat(redacted(text)).isEqualTo("User input: " + said.replaceAll("[a-z]", "*") + " **** * (voice)");
    }

    @Test
    void words_within_words_count_as_they_are_said_in_one_breath() {
        assertThat(redacted("User input: " + "oneoneone" + "four".repeat(1) + "1111111111111"))
                .startsWith("User input: ")
                .hasSize("User input: oneoneonefour1111111111111".length());
        isKept("User input: on eight ohms, twofold nine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "\n", "\r", "\"", "<", "\\n", "\\t", "\\\"", "\\"})
    void an_input_ends_with_its_line_or_its_text_and_digits_behind_it_are_not_typed(String end) {
        isKept("User input: 4,1,1" + end + " 1,1,1,1,1,1,1,1,1,1,1,1,1");
        assertThat(redacted("User input: " + TYPED + end + " 1,1")).isEqualTo("User input: " + STARS + end + " 1,1");
    }

    @Test
    void an_input_goes_on_for_half_a_kilobyte_and_no_further() {
        String rest = "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1";
        String filling = ".,".repeat(300);

        assertThat(redacted("User input:4" + filling.substring(0, 512 - 1 - rest.length()) + rest))
                .endsWith(Numbers.masked(rest));
        isKept("User input:4" + filling.substring(0, 512 - rest.length()) + rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\\u002a", "&#42;", "&#x2a;", "\uFF0A"})
    void digits_on_the_two_sides_of_a_star_are_no_number(String star) {
        isKept("User input: 4,1,1,1,1,1,1,1," + star + ",1,1,1,1,1,1,1,1");
        assertThat(redacted("User input: 7," + star + "," + TYPED)).isEqualTo("User input: 7," + star + "," + STARS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u002b", "\uFF0B", "\uFF09", "#", "&amp;"})
    void what_is_no_star_parts_nothing(String other) {
        boolean endsInput = other.startsWith("\\");
        String text = "User input: 4,1,1,1,1,1,1,1," + other + ",1,1,1,1,1,1,1,1";
        if (endsInput) {
            isKept(text);
        } else {
            assertThat(redacted(text)).isEqualTo("User input: " + "*,".repeat(8) + other + ",*".repeat(8));
        }
    }

    @Test
    void keys_are_found_however_they_are_written() {
        assertThat(redacted("User input: \\u0034,&#49;,&#x31;,\uFF11,1,1,1,1,1,1,1,1,1,1,1,1"))
                .isEqualTo("User input: \\u002a,&#42;,&#x2a;,\uFF0A,*,*,*,*,*,*,*,*,*,*,*,*");
    }

    @Test
    void an_input_may_stand_at_the_very_end() {
        isKept("User input:");
        isKept("User input");
        isKept("User input: 4");
        isKept("User input: fou");
        assertThat(redacted("User input: " + TYPED)).isEqualTo("User input: " + STARS);
    }

    @Test
    void a_card_that_was_typed_and_printed_counts_by_both_rules() {
        assertThat(redactedBody("card 5555555555554444\nUser input: " + TYPED).redactions())
                .isEqualTo(Map.of("caller-input", 1, "card-number", 1));
    }

    @Test
    void keys_are_gathered_over_the_parts_in_which_a_long_log_is_read() {
        String card = Numbers.card(16);
        int lines = 256 << 10;
        for (int before : new int[] {lines - 400, lines - 300, lines - 200, lines - 100, lines - 10}) {
            String padding = "x".repeat(before) + "\n";
            String typed = card.chars().mapToObj(CallerInputTest::key).collect(Collectors.joining());

            CallBody redacted =
                    Redactor.CARDS.body(new CallBody(new LongContent((padding + typed).getBytes(UTF_8)), ""));

            assertThat(new String(redacted.content().bytes(), UTF_8))
                    .isEqualTo(padding + card.chars().mapToObj(it -> key('*')).collect(Collectors.joining()));
        }
    }
}
