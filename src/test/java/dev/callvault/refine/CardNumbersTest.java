package dev.callvault.refine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallBody;
import dev.callvault.content.Content;
import dev.callvault.content.LongContent;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which digits of running text are a card number, and which are not. */
class CardNumbersTest {
    private static final String CARD = "4111111111111111";
    private static final String STARS = "****************";

    private static String redacted(String text) {
        String redacted = Redactor.CARDS.text(text);
        assertThat(Redactor.CARDS.text(redacted)).as("twice").isEqualTo(redacted);
        return redacted;
    }

    private static void isKept(String text) {
        assertThat(Redactor.CARDS.text(text)).isSameAs(text);
    }

    /** For bytes that are not text, too. */
    private static String redactedBytes(String bytes) {
        byte[] redacted = Redactor.CARDS
                .body(new CallBody(Content.of(bytes.getBytes(ISO_8859_1)), ""))
                .content()
                .bytes();
        return new String(redacted, ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17, 18, 19})
    void numbers_of_every_issuer_s_length_are_masked_wherever_they_stand(int length) {
        String card = Numbers.card(length);
        String stars = "*".repeat(length);

        assertThat(redacted(card)).isEqualTo(stars);
        assertThat(redacted("pays with " + card)).isEqualTo("pays with " + stars);
        assertThat(redacted(card + " is what was said")).isEqualTo(stars + " is what was said");
        assertThat(redacted("n=" + card + ",m=" + card + ";")).isEqualTo("n=" + stars + ",m=" + stars + ";");
        for (int before = 0; before < 40; before++) {
            String text = "x".repeat(before);
            assertThat(redacted(text + card)).isEqualTo(text + stars);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 12, 20, 21, 32})
    void shorter_and_longer_runs_of_digits_are_no_card_numbers_although_they_pass(int length) {
        String number = Numbers.checked("4903172865490317286549031728654903".substring(0, length - 1));

        isKept(number);
        isKept("pays with " + number + " today");
    }

    @Test
    void a_long_run_in_front_of_a_card_number_does_not_hide_it_and_is_kept() {
        String run = "49031728654903172865490";

        assertThat(redacted(run + " " + CARD)).isEqualTo(run + " " + STARS);
        assertThat(redacted(CARD + " " + run)).isEqualTo(STARS + " " + run);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 16, 19})
    void a_number_with_one_wrong_digit_is_none(int length) {
        Numbers.withAnotherDigit(Numbers.card(length)).stream()
                .filter(it -> !it.startsWith("1") && !it.startsWith("0"))
                .forEach(CardNumbersTest::isKept);
    }

    @Test
    void every_check_digit_is_computed_as_the_textbook_does() {
        for (int i = 0; i < 2000; i++) {
            String number = "5" + String.format(Locale.ROOT, "%015d", i * 999_983_377_77L);
            assertThat(redacted(number)).isEqualTo(Numbers.passes(number) ? STARS : number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "-",
                ".",
                "+",
                "\t",
                "%20",
                "%2D",
                "%2d",
                "\u00a0",
                "\u2010",
                "\u2011",
                "\u2012",
                "\u2013",
                "\u2014",
                "\u2015",
                "  ",
                " - ",
                "\u00a0\u2013 ",
                "%20%20%20",
                "..."
            })
    void groups_may_have_up_to_three_separators_between_them(String between) {
        String text = "4111" + between + "1111" + between + "1111" + between + "1111";

        assertThat(redacted("card " + text + "!"))
                .isEqualTo("card ****" + between + "****" + between + "****" + between + "****!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    ",
                " -- ",
                ",",
                "/",
                ":",
                "_",
                " x ",
                "\n",
                "%2B",
                "%2",
                "%21",
                "%",
                "\u00a1",
                "\u200f",
                "\u2016",
                "\u2090",
                "\u20ac",
                "\u00e0",
                "%20%20%20%20"
            })
    void what_stands_between_other_numbers_parts_them(String between) {
        isKept("4111" + between + "1111" + between + "1111" + between + "1111");
    }

    @Test
    void groups_may_be_of_any_length_and_each_pair_parted_otherwise() {
        assertThat(redacted("4 11-111.111 11 - 11111")).isEqualTo("* **-***.*** ** - *****");
        assertThat(redacted("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")).isEqualTo("* * * * * * * * * * * * * * * *");
    }

    @Test
    void a_number_is_made_of_whole_groups() {
        isKept("41111111111111115 and 94111111111111111");
        assertThat(redacted("12 4111 1111 1111 1111")).isEqualTo("12 **** **** **** ****");
        assertThat(redacted("4111 1111 1111 1111 12")).isEqualTo("**** **** **** **** 12");
        isKept("124111 1111 1111 1111");
        assertThat(redacted("4111 1111 1111 11112")).startsWith("4111 ");
    }

    @Test
    void two_numbers_side_by_side_are_both_masked() {
        assertThat(redacted(CARD + " 5555 5555 5555 4444 " + CARD)).isEqualTo(STARS + " **** **** **** **** " + STARS);
        assertThat(Redactor.CARDS
                        .body(new CallBody(Content.of((CARD + "; 5555555555554444").getBytes(UTF_8)), ""))
                        .redactions())
                .containsEntry("card-number", 2);
    }

    @Test
    void numbers_that_share_their_digits_count_once() {
        String longer = Numbers.checked("41111111111111111 1".replace(" ", ""));
        String text = "4111111111111111 " + longer.substring(16);

        CallBody redacted = Redactor.CARDS.body(new CallBody(Content.of(text.getBytes(UTF_8)), ""));

        assertThat(new String(redacted.content().bytes(), UTF_8)).startsWith(STARS);
        assertThat(redacted.redactions()).containsEntry("card-number", 1);
    }

    @Test
    void separators_at_the_ends_stay() {
        assertThat(redacted(" - " + CARD + " - ")).isEqualTo(" - " + STARS + " - ");
        assertThat(redacted(CARD + "\u00a0")).isEqualTo(STARS + "\u00a0");
        assertThat(redacted(CARD + "%2")).isEqualTo(STARS + "%2");
    }

    // telephone numbers, and times

    @Test
    void telephone_numbers_with_their_country_are_kept() {
        for (int length = 13; length <= 15; length++) {
            isKept("from +" + Numbers.card(length) + " to +" + Numbers.card(length));
        }
        isKept("+" + Numbers.card(15));
        assertThat(redacted("+" + CARD)).as("no telephone number is that long").isEqualTo("+" + STARS);
        assertThat(redacted(Numbers.card(15))).isEqualTo("*".repeat(15));
        assertThat(redacted("+ " + Numbers.card(15))).as("no prefix").isEqualTo("+ " + "*".repeat(15));
    }

    @Test
    void a_telephone_number_in_groups_is_kept_when_its_country_is_in_front() {
        String number = Numbers.card(14);
        isKept("+" + number.substring(0, 2) + " " + number.substring(2, 6) + " " + number.substring(6));
    }

    @Test
    void numbers_that_are_dialled_abroad_are_kept() {
        for (int length = 13; length <= 19; length++) {
            isKept("to " + Numbers.checked("011442079460958123".substring(0, length - 1)));
            isKept("to " + Numbers.checked("004420794609581234".substring(0, length - 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"000442079460958", "010442079460958", "012442079460958", "021442079460958", "101142079460958"})
    void other_numbers_with_zeros_in_front_are_not_dialled_abroad(String digits) {
        assertThat(redacted(Numbers.checked(digits))).isEqualTo(STARS);
    }

    @Test
    void a_prefix_in_a_group_of_its_own_is_none() {
        String number = Numbers.checked("01144207946095");
        assertThat(redacted(number.substring(0, 3) + " " + number.substring(3))).isEqualTo("*** ***********" + "*");
    }

    @Test
    void milliseconds_are_kept_and_other_numbers_of_thirteen_digits_are_not() {
        String millis = Numbers.checked("151015964612");
        isKept("at " + millis + " it began");
        String otherwise = Numbers.checked("251015964612");
        assertThat(redacted(otherwise)).isEqualTo("*".repeat(13));
        assertThat(redacted(millis.substring(0, 4) + " " + millis.substring(4))).isEqualTo("**** *********");
        assertThat(redacted(Numbers.checked("1510159646123")))
                .as("fourteen digits")
                .isEqualTo("*".repeat(14));
    }

    /** The year is chosen so that the number passes. */
    private static String time(String century, String monthToSecond) {
        return IntStream.range(0, 100)
                .mapToObj(year -> century + (char) ('0' + year / 10) + (char) ('0' + year % 10) + monthToSecond)
                .filter(Numbers::passes)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "20, 0101000000",
        "20, 1231235960",
        "19, 0228115959",
        "20, 0930200530",
        "19, 1001010101",
    })
    void calendar_times_are_kept_with_and_without_milliseconds(String century, String monthToSecond) {
        String time = time(century, monthToSecond);
        isKept("at " + time);
        String millis = Numbers.checked(century + "17" + monthToSecond + "12");
        isKept("at " + millis + " it began");
    }

    @ParameterizedTest
    @CsvSource({
        "18, 0101000000",
        "21, 0101000000",
        "20, 0001000000",
        "20, 1301000000",
        "20, 0100000000",
        "20, 0132000000",
        "20, 0101240000",
        "20, 0101006000",
        "20, 0101000061",
    })
    void what_no_calendar_has_is_no_time(String century, String monthToSecond) {
        assertThat(redacted(time(century, monthToSecond))).isEqualTo("*".repeat(14));
        assertThat(redacted(Numbers.checked(century + "17" + monthToSecond + "12")))
                .isEqualTo("*".repeat(17));
    }

    @Test
    void a_time_with_other_than_milliseconds_behind_it_is_none() {
        for (int length : new int[] {15, 16, 18, 19}) {
            assertThat(redacted(Numbers.checked("20171103001042123".concat("4").substring(0, length - 1))))
                    .isEqualTo("*".repeat(length));
        }
    }

    // ways of writing a digit

    @Test
    void every_digit_is_found_in_each_way_of_writing_it() {
        String card = Numbers.card(16);
        assertThat(card.chars().distinct().count()).isEqualTo(10);

        assertThat(redacted(written(card, "\\u003%d"))).isEqualTo("\\u002a".repeat(16));
        assertThat(redacted(written(card, "&#x3%d;"))).isEqualTo("&#x2a;".repeat(16));
        assertThat(redacted(written(card, "&#X3%d;"))).isEqualTo("&#x2a;".repeat(16));
        assertThat(redacted(card.chars().mapToObj(it -> "&#" + it + ";").reduce("", String::concat)))
                .isEqualTo("&#42;".repeat(16));
        assertThat(redacted(card.chars()
                        .mapToObj(it -> "" + (char) (it - '0' + '\uFF10'))
                        .reduce("", String::concat)))
                .isEqualTo("\uFF0A".repeat(16));
    }

    private static String written(String card, String as) {
        return card.chars()
                .mapToObj(it -> String.format(Locale.ROOT, as, it - '0'))
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u003a", "\\u002f", "\\U0034", "\\u0134", "\\u034", "\\\\", "&#47;", "&#58;", "&#4;", "&#4a;",
                "&#x3a;", "&#x34 ", "&#x2f;", "&#x;", "&#y34;", "&amp;", "&#52,", "\uFF0F", "\uFF1A", "\uFE10", "\uFF50"
            })
    void what_looks_nearly_like_a_written_digit_parts_a_number(String between) {
        isKept("41111111" + between + "11111111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "\\u", "\\u003", "&", "&#", "&#5", "&#52", "&#x3", "&#x34", "%2", "%", "+", "&#X3"})
    void a_text_may_break_off_within_a_written_digit(String rest) {
        assertThat(redacted(CARD + rest)).isEqualTo(STARS + rest);
        isKept("411111111111" + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ef",
                "\u00ef\u00bc",
                "\u00c2",
                "\u00e2",
                "\u00e2\u0080",
                "\u00ef\u00bd\u0091",
                "\u00e2\u0081\u0090"
            })
    void bytes_that_are_no_text_part_a_number_and_may_stand_at_its_end(String bytes) {
        assertThat(redactedBytes(CARD + bytes)).isEqualTo(STARS + bytes);
        assertThat(redactedBytes("41111111" + bytes + "11111111")).isEqualTo("41111111" + bytes + "11111111");
    }

    @Test
    void ways_of_writing_may_be_mixed_and_the_length_in_bytes_stays() {
        assertThat(redacted("\\u0034111 &#49;&#x31;1\uFF11-1111%20\\u0031111"))
                .isEqualTo("\\u002a*** &#42;&#x2a;*\uFF0A-****%20\\u002a***");
    }

    @Test
    void written_digits_belong_to_their_group() {
        isKept("\\u0035" + CARD);
        isKept(CARD + "&#53;");
        isKept("\uFF15" + CARD);
    }

    @Test
    void a_long_text_is_masked_in_the_same_places_wherever_its_pieces_end() {
        String card = "\\u0034111&#49;111\uFF1111 11111";
        String stars = "\\u002a***&#42;***\uFF0A** *****";
        for (int piece : new int[] {64 << 10, 128 << 10}) {
            for (int before = piece - 40; before < piece + 4; before++) {
                String padding = "x".repeat(before);

                CallBody redacted = Redactor.CARDS.body(
                        new CallBody(new LongContent((padding + card + " behind").getBytes(UTF_8)), ""));

                assertThat(new String(redacted.content().bytes(), UTF_8).substring(before))
                        .as("after %d bytes", before)
                        .isEqualTo(stars + " behind");
            }
        }
    }

    @Test
    void a_long_text_in_lines_is_masked_in_each_of_them() {
        String line = "x".repeat(80) + " " + CARD + "\n";
        String text = line.repeat(4000) + CARD;

        CallBody redacted = Redactor.CARDS.body(new CallBody(new LongContent(text.getBytes(UTF_8)), ""));

        assertThat(new String(redacted.content().bytes(), UTF_8)).isEqualTo(text.replace(CARD, STARS));
        assertThat(redacted.redactions()).containsEntry("card-number", 4001);
        assertThat(redacted.content().length()).isEqualTo(text.length());
        assertThat(redacted.content().weight()).isGreaterThan(text.length());
    }

    @Test
    void a_long_text_with_nothing_in_it_is_handed_on() {
        for (String text : List.of("", "\n", "x".repeat(300_000), "x".repeat(100) + "\n".repeat(300_000))) {
            CallBody body = new CallBody(new LongContent(text.getBytes(UTF_8)), "");
            assertThat(Redactor.CARDS.body(body)).isSameAs(body);
        }
    }
}
