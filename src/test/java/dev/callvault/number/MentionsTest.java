package dev.callvault.number;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {
    private static final String BOSTON = "+16175550134";
    private static final Set<String> FORMS = Set.of(BOSTON);

    private final Mentions mentions = new Mentions(new NumberReader());

    /** What stands in braces is the passage. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{6175550134}",
                "call {6175550134} now",
                "call {(617) 555-0134}.",
                "{617.555.0134}, {617-555-0134} and {+1 617 555 0134}",
                "{1-617-555-0134}",
                "{1 (617) 555-0134}",
                "{+1 (617) 555-0134}",
                "{+16175550134}",
                "tel:{+16175550134};postd=2",
                "sip:{+16175550134}@gw.example.com;user=phone",
                "<sip:{6175550134}@10.0.0.1>",
                "ani={6175550134}&dnis=8005550199",
                "ani={%2B16175550134}&dnis=8005550199",
                "ani=%20{6175550134}",
                "\"ani\":\"{6175550134}\"",
                "line\\n{6175550134}\\nline",
                "\\u003c{\\u002b16175550134}\\u003e",
                "{01116175550134}",
                "{0116175550134}",
                "{0016175550134}",
                "{6175550134},26",
                "{6175550134}x26",
                "{617-555-0134} ext. 26",
                "{6175550134}w26",
                "2025-11-30 {6175550134} 12:34",
                "8005550199 {6175550134} 8005550199",
                "+44 20 7183 8750 {6175550134}",
                "12 {6175550134}",
                "caller_{6175550134}.wav",
                "ani-{6175550134}",
                "tel.{6175550134}",
                "[{6175550134}]",
                "{6175550134}.20251130.wav",
                "a,b,{6175550134},c",
                "{617\u00A0555\u20110134}",
                "{٦١٧٥٥٥٠١٣٤}",
                "{６１７-５５５-０１３４}",
                "İ {6175550134} ı"
            })
    void finds_each_usual_way_of_writing(String text) {
        assertThat(shown(text.replaceAll("[{}]", ""), FORMS, "US")).isEqualTo(text);
        assertThat(mentions.isMentioned(text.replaceAll("[{}]", ""), FORMS, "US"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "617555013",
                "61755501345",
                "26175550134",
                "461755501345678",
                "4617 5550 1345 6789",
                "617-555-0134-5678",
                "617-555-0134-1",
                "12-617-555-0134",
                "192.617.555.0134",
                "0.6175550134",
                "plum07;12;6175550134",
                "id=plum07;3;6175550134 end",
                "a6175550134",
                "6175550134b",
                "9f6175550134ab",
                "x6175550134",
                "anna6175550134@example.com",
                "anna.6175550134@example.com",
                "6175550134anna@example.com",
                "+44 6175550134",
                "+446175550134",
                "+616175550134",
                "+2 617 555 0134",
                "617 555",
                "617\n5550134",
                "617    5550134",
                "617,555,0134",
                "617:555:0134",
                "8005550199"
            })
    void finds_nothing_in_what_is_something_else(String text) {
        assertThat(mentions.of(text, FORMS, "US")).isEmpty();
        assertThat(mentions.isMentioned(text, FORMS, "US")).isFalse();
    }

    @Test
    void an_epoch_is_no_number_wherever_the_account_is() {
        String text = "plum07;12;1764500000 at 1764500000 and 1764500000123";

        assertThat(mentions.of(text, Set.of("+491764500000"), "DE")).isEmpty();
        assertThat(mentions.of(text, Set.of("+11764500000"), "US")).isEmpty();
        assertThat(shown("call 0176 4500000", Set.of("+491764500000"), "DE")).isEqualTo("call {0176 4500000}");
    }

    @Test
    void numbers_of_other_regions_are_found_where_they_are_international() {
        assertThat(shown("6175550134, +1 617 555 0134, 0016175550134, 01116175550134", FORMS, "DE"))
                .isEqualTo("6175550134, {+1 617 555 0134}, {0016175550134}, {01116175550134}");
        assertThat(shown("4582345678 +4582345678 011 45 82 34 56 78", Set.of("+4582345678"), "US"))
                .isEqualTo("4582345678 {+4582345678} {011 45 82 34 56 78}");
        assertThat(shown("4582345678 +4582345678", Set.of("+14582345678"), "US"))
                .isEqualTo("{4582345678} +4582345678");
        assertThat(shown("030/227-32152 +49 (0)30 22732152 22732152", Set.of("+493022732152"), "DE"))
                .isEqualTo("{030/227-32152} {+49 (0)30 22732152} 22732152");
        assertThat(shown("06 67101, +39 06 67101", Set.of("+390667101"), "IT")).isEqualTo("{06 67101}, {+39 06 67101}");
    }

    @Test
    void numbers_that_no_plan_knows_yet_are_found_too() {
        assertThat(shown("call 999-555-0134 or +19995550134", Set.of("+19995550134"), "US"))
                .isEqualTo("call {999-555-0134} or {+19995550134}");
    }

    @Test
    void finds_several_numbers_in_the_order_of_the_text() {
        assertThat(shown("8005550199 to 6175550134, 911", Set.of(BOSTON, "+18005550199", "911"), "US"))
                .isEqualTo("{8005550199} to {6175550134}, {911}");
        assertThat(mentions.of("6175550134", Set.of(), "US")).isEmpty();
    }

    @Test
    void short_codes_are_found_as_a_whole() {
        assertThat(shown(
                        "dial 911, *67 or 62262; sip:911@gw tel:911 \"911\" ani=911&",
                        Set.of("911", "*67", "62262"),
                        "US"))
                .isEqualTo("dial {911}, {*67} or {62262}; sip:{911}@gw tel:{911} \"{911}\" ani={911}&");
        assertThat(shown("line\\n911 ani=%20911", Set.of("911"), "US")).isEqualTo("line\\n{911} ani=%20{911}");
        assertThat(mentions.of(
                        "9110 1911 a911 911b 617-555-911 9:11 0.911 911.5 12:911 *911 911# plum07;911;1764500000 911-1",
                        Set.of("911"),
                        "US"))
                .isEmpty();
        assertThat(mentions.of("plum07;12;1764500000", Set.of("1764500000", "12"), "US"))
                .isEmpty();
    }

    @Test
    void logins_are_found_as_a_whole_in_any_case() {
        Set<String> anna = Set.of("ilse@example.com");

        assertThat(shown("to ILSE@Example.com, <sip:ilse@example.com;x> \\nilse@example.com.", anna, "US"))
                .isEqualTo("to {ILSE@Example.com}, <sip:{ilse@example.com};x> \\n{ilse@example.com}.");
        assertThat(mentions.of(
                        "eilse@example.com a.ilse@example.com ilse@example.com.tr ilse@example.community ilse@example.com-x",
                        anna,
                        "US"))
                .isEmpty();
    }

    /** Whatever libphonenumber's own finder takes for the number is found, but for what ends a longer number, or begins with a plus. */
    @Test
    void finds_what_the_finder_of_libphonenumber_finds() {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        Random random = new Random(7);
        String[] pieces = {
            "617",
            "555",
            "0134",
            "(617)",
            "6175550134",
            "5550134",
            " ",
            "-",
            ".",
            " ",
            ", ",
            "; ",
            "\n",
            "call",
            "+1",
            "1",
            "tel:",
            "/",
            "011",
            "44",
            "x26"
        };
        int found = 0;
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(9); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            for (PhoneNumberMatch match : util.findNumbers(text, "US", Leniency.VALID, Long.MAX_VALUE)) {
                if (util.format(match.number(), PhoneNumberFormat.E164).equals(BOSTON)
                        && !text.substring(0, match.start()).matches("(?s).*(?:\\+[0-9 ()./\u2009-]*|[0-9][-.])")) {
                    found++;
                    assertThat(mentions.of(text, FORMS, "US"))
                            .as("%s in '%s'", match, text)
                            .anyMatch(it -> it.begin() < match.end() && it.end() > match.start());
                }
            }
        }
        assertThat(found).isGreaterThan(80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6",
                "6 ",
                "617555",
                "6175550134",
                "6175550134 ",
                "6175550134;",
                "617-555-0134-",
                "0134",
                "+",
                "(",
                "%",
                "%2B",
                "\\u002b",
                "a@",
                "ilse@example.com",
                "plum07;12;1764500000\n",
                "911",
                "9",
                "9;",
                "1;1;"
            })
    void looks_at_each_character_a_bounded_number_of_times(String piece) {
        Set<String> forms = Set.of(BOSTON, "+18005550199", "911", "ilse@example.com");
        Counted shorter = new Counted(piece.repeat(2000));
        Counted longer = new Counted(piece.repeat(4000));

        mentions.of(shorter, forms, "US");
        mentions.of(longer, forms, "US");

        assertThat(longer.looks).isLessThanOrEqualTo(2 * shorter.looks + 1000);
        assertThat(longer.looks).isLessThanOrEqualTo(100L * longer.length());
    }

    @Test
    void a_text_in_pieces_that_overlap_has_the_mentions_of_the_whole() {
        Random random = new Random(11);
        String[] lines = {
            " +1 (617) 555-0134 ",
            "+44 6175550134 ",
            "plum07;12;6175550134 ",
            "x",
            " 911 ",
            "1911 ",
            " ilse@example.com "
        };
        Set<String> forms = Set.of(BOSTON, "911", "ilse@example.com");
        StringBuilder text = new StringBuilder();
        while (text.length() < 60_000) {
            text.append(lines[random.nextInt(lines.length)]);
        }
        List<Passage> found = new ArrayList<>();
        int size = 2 * Mentions.REACH + 7;
        for (int begin = 0; begin < text.length(); begin += size - Mentions.REACH) {
            int first = begin == 0 ? 0 : begin + Mentions.REACH / 2;
            int end = Math.min(begin + size, text.length());
            int behind = end == text.length() ? end : end - Mentions.REACH / 2;
            for (Passage it : mentions.of(text.subSequence(begin, end), forms, "US")) {
                if (it.begin() + begin >= first && it.begin() + begin < behind) {
                    found.add(new Passage(it.begin() + begin, it.end() + begin));
                }
            }
            if (end == text.length()) {
                break;
            }
        }

        assertThat(found).isEqualTo(mentions.of(text, forms, "US")).hasSizeGreaterThan(100);
    }

    private String shown(String text, Set<String> forms, String region) {
        StringBuilder shown = new StringBuilder(text);
        List<Passage> passages = mentions.of(text, forms, region);
        for (Passage it : passages.reversed()) {
            shown.insert(it.end(), '}').insert(it.begin(), '{');
        }
        return shown.toString();
    }

    /** Counts how often it is looked at. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            looks += end - start;
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
