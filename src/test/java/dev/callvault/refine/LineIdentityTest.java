package dev.callvault.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.SessionLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineIdentityTest {
    private static final String WITHOUT_OFFSET =
            "inbound 7185551234 3 [03/Nov/2017:14:38:30] 6177123000 200035;003;1509734279 1509734310 1509734339 00:00:29";

    /** Printed by {@code printf '%s' "$line" | sha256sum}; keys that are stored may never change. */
    private static final String HASH = "e284643430033f56e72c4092dfa9f8697a03ea607f216da56eeec5a52d8ef2d8";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " -0500",
                " -0400",
                "-0400",
                " +0000",
                " -04:00",
                " -5",
                "  -0500",
                " Z",
                " EST",
                " GMT-05:00"
            })
    void the_printed_offset_is_no_part_of_a_line(String offset) {
        SessionLine line = NewYork.session(withOffset(offset));

        assertThat(line.key()).isEqualTo(new LineKey(HASH, 1));
        assertThat(line.parsed()).isTrue();
        assertThat(line.raw().text()).isEqualTo(withOffset(offset));
    }

    @Test
    void an_escaped_slash_is_no_part_of_a_line() {
        assertThat(NewYork.session(withOffset(" -0500").replace("/", "\\/")).key())
                .isEqualTo(new LineKey(HASH, 1));
    }

    @Test
    void identical_lines_are_numbered_in_their_order_whatever_their_offset() {
        String other = withOffset(" -0500").replace("7185551234", "7185551235");

        assertThat(NewYork.sessions(withOffset(" -0500"), other, withOffset(" -0400"), other, withOffset("")))
                .extracting(it -> it.key().occurrence())
                .containsExactly(1, 1, 2, 2, 3);
    }

    @Test
    void errors_within_one_second_are_numbered_too() {
        String line = "error 2125551234 6 [17/Nov/2016:14:40:46 -0400] 6177123000 100025;006;1479411625 again";

        assertThat(NewYork.errors(line, line, line))
                .extracting(ErrorLine::key)
                .extracting(LineKey::occurrence)
                .containsExactly(1, 2, 3);
    }

    @Test
    void every_listing_numbers_from_one() {
        assertThat(NewYork.session(WITHOUT_OFFSET).key())
                .isEqualTo(NewYork.session(WITHOUT_OFFSET).key());
    }

    @Test
    void a_line_that_cannot_be_read_has_an_identity_too() {
        assertThat(NewYork.sessions("?", "??", "?"))
                .extracting(SessionLine::key)
                .containsExactly(
                        new LineKey("8a8de823d5ed3e12746a62ef169bcf372be0ca44f0a1236abc35df05d96928e1", 1),
                        new LineKey("e270aeb347f2165574c3a5c5bf11d038bcd3acd5abfdb5ae8a1b52d91cb842f0", 1),
                        new LineKey("8a8de823d5ed3e12746a62ef169bcf372be0ca44f0a1236abc35df05d96928e1", 2));
    }

    @Test
    void a_clock_in_the_message_is_part_of_the_line() {
        String line = "error 2125551234 6 [17/Nov/2016:14:40:46 -0400] 6177123000 100025;006;1479411625 see ";

        assertThat(NewYork.error(line + "[17/Nov/2016:14:40:46 -0400]").key())
                .isNotEqualTo(
                        NewYork.error(line + "[17/Nov/2016:14:40:46 -0500]").key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[03/Nov/2017:14:38:31]",
                "[03/Dec/2017:14:38:30]",
                "[03/Nov/2018:14:38:30]",
                "[03/Nov/2017:14:38:30.5]"
            })
    void another_wall_clock_is_another_line(String bracket) {
        assertThat(NewYork.session(WITHOUT_OFFSET.replace("[03/Nov/2017:14:38:30]", bracket))
                        .key()
                        .hash())
                .isNotEqualTo(HASH);
    }

    private static String withOffset(String offset) {
        return WITHOUT_OFFSET.replace("]", offset + "]");
    }
}
