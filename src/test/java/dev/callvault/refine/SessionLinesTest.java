package dev.callvault.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.SessionLine;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLinesTest {
    /** The provider's documented samples, as its JSON escapes them. */
    private static final String OUTBOUND =
            "outbound 12125551234 26 [03\\/Nov\\/2017:00:10:42 -0500] test@login.com 300024;026;1509673023 1509682242 1509682255 00:00:13";

    private static final String INBOUND =
            "inbound 7185551234 3 [03\\/Nov\\/2017:14:38:30 -0500] 6177123000 200035;003;1509734279 1509734310 1509734339 00:00:29";

    private static final String ANOTHER =
            "inbound 6175551234 1 [03\\/Nov\\/2017:18:11:07 -0500] 8009957586 400050;001;1509747051 1509747067 1509747180 00:01:53";

    @Test
    void reads_the_documented_outbound_sample() {
        SessionLine line = NewYork.session(OUTBOUND);

        assertThat(line)
                .isEqualTo(new SessionLine(
                        line.key(),
                        "outbound",
                        "12125551234",
                        26,
                        "test@login.com",
                        new SessionId("300024;026;1509673023"),
                        Instant.parse("2017-11-03T04:10:42Z"),
                        Instant.parse("2017-11-03T04:10:55Z"),
                        Duration.ofSeconds(13),
                        true,
                        new RawLine(OUTBOUND.replace("\\", ""), false)));
    }

    @Test
    void reads_the_documented_inbound_sample() {
        SessionLine line = NewYork.session(INBOUND);

        assertThat(line)
                .isEqualTo(new SessionLine(
                        line.key(),
                        "inbound",
                        "7185551234",
                        3,
                        "6177123000",
                        new SessionId("200035;003;1509734279"),
                        Instant.parse("2017-11-03T18:38:30Z"),
                        Instant.parse("2017-11-03T18:38:59Z"),
                        Duration.ofSeconds(29),
                        true,
                        new RawLine(INBOUND.replace("\\", ""), false)));
    }

    @Test
    void reads_the_other_documented_inbound_sample() {
        SessionLine line = NewYork.session(ANOTHER);

        assertThat(line)
                .isEqualTo(new SessionLine(
                        line.key(),
                        "inbound",
                        "6175551234",
                        1,
                        "8009957586",
                        new SessionId("400050;001;1509747051"),
                        Instant.parse("2017-11-03T22:11:07Z"),
                        Instant.parse("2017-11-03T22:13:00Z"),
                        Duration.ofSeconds(113),
                        true,
                        new RawLine(ANOTHER.replace("\\", ""), false)));
    }

    @Test
    void a_transfer_is_a_call_of_its_own() {
        SessionLine line =
                NewYork.session(call("transfer 7185551234 3", "6177123000", "1509734310 1509734339 00:00:29"));

        assertThat(line.parsed()).isTrue();
        assertThat(line.kind()).isEqualTo("transfer");
        assertThat(line.startedAt()).isEqualTo("2017-11-03T18:38:30Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbound  3", "inbound 3", "inbound   3"})
    void a_withheld_caller_leaves_the_other_columns_in_place(String before) {
        SessionLine line = NewYork.session(call(before, "6177123000", "1509734310 1509734339 00:00:29"));

        assertThat(line.parsed()).isTrue();
        assertThat(line.ani()).isEmpty();
        assertThat(line.channel()).isEqualTo(3);
        assertThat(line.dnis()).isEqualTo("6177123000");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "  "})
    void a_missing_called_number_is_told_by_the_session_id_in_its_place(String behindBracket) {
        SessionLine line = NewYork.session("inbound 7185551234 3 [03/Nov/2017:14:38:30 -0500]" + behindBracket
                + "200035;003;1509734279 1509734310 1509734339 00:00:29");

        assertThat(line.parsed()).isTrue();
        assertThat(line.dnis()).isEmpty();
        assertThat(line.sessionId()).isEqualTo(new SessionId("200035;003;1509734279"));
    }

    @Test
    void addresses_with_semicolons_and_brackets_are_columns_like_any_other() {
        SessionLine line = NewYork.session(call(
                "inbound sip:a@[2001:db8::1] 3", "sip:6177@host;user=phone;x=1", "1509734310 1509734339 00:00:29"));

        assertThat(line.parsed()).isTrue();
        assertThat(line.ani()).isEqualTo("sip:a@[2001:db8::1]");
        assertThat(line.dnis()).isEqualTo("sip:6177@host;user=phone;x=1");
        assertThat(line.sessionId()).isEqualTo(new SessionId("200035;003;1509734279"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd", "-", "a;b", "200035;003;", "1;2;3;4", "200035;003;99999999999999999999"})
    void an_odd_session_id_survives_as_text(String odd) {
        SessionLine line = NewYork.session("inbound 7185551234 3 [03/Nov/2017:14:38:30 -0500] 6177123000 " + odd
                + " 1509734310 1509734339 00:00:29");

        assertThat(line.parsed()).isTrue();
        assertThat(line.sessionId()).isEqualTo(new SessionId(odd));
    }

    @ParameterizedTest
    @CsvSource({"0:00:00, PT0S", "1:02:03, PT1H2M3S", "00:01:53, PT1M53S", "24:00:00, PT24H", "123:59:59, PT123H59M59S"
    })
    void hours_may_pass_a_day(String printed, Duration length) {
        SessionLine line =
                NewYork.session(call("inbound 7185551234 3", "6177123000", "1509734310 1509734339 " + printed));

        assertThat(line.parsed()).isTrue();
        assertThat(line.duration()).isEqualTo(length);
    }

    @Test
    void figures_that_contradict_each_other_are_kept_as_stated() {
        SessionLine line =
                NewYork.session(call("inbound 7185551234 3", "6177123000", "1509734339 1509734310 01:00:00"));

        assertThat(line.parsed()).isTrue();
        assertThat(line.startedAt()).isEqualTo("2017-11-03T18:38:59Z");
        assertThat(line.endedAt()).isEqualTo("2017-11-03T18:38:30Z");
        assertThat(line.duration()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void the_epochs_count_even_where_the_wall_clock_says_otherwise() {
        SessionLine line = NewYork.session("inbound 7185551234 3 [31/Feb/1999:23:59:59 +1400] 6177123000"
                + " 200035;003;1509734279 1509734310 1509734339 00:00:29");

        assertThat(line.parsed()).isTrue();
        assertThat(line.startedAt()).isEqualTo("2017-11-03T18:38:30Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetchurl: http://host:80/a?b=[c]", "label: some value", ""})
    void a_local_line_starts_at_its_wall_clock_and_has_no_end(String rest) {
        SessionLine line = NewYork.session(call("local 7185551234 3", "6177123000", rest));

        assertThat(line)
                .isEqualTo(new SessionLine(
                        line.key(),
                        "local",
                        "7185551234",
                        3,
                        "6177123000",
                        new SessionId("200035;003;1509734279"),
                        Instant.parse("2017-11-03T18:38:30Z"),
                        null,
                        null,
                        true,
                        line.raw()));
    }

    @Test
    void a_local_line_of_a_day_that_never_was_is_flagged() {
        assertUnread(
                NewYork.session(
                        "local 7185551234 3 [31/Feb/2017:14:38:30 -0500] 6177123000 200035;003;1509734279 label: x"),
                "local");
    }

    @Test
    void an_unknown_kind_is_flagged_with_what_it_states() {
        SessionLine line =
                NewYork.session(call("conference 7185551234 3", "6177123000", "1509734310 1509734339 00:00:29"));

        assertThat(line.parsed()).isFalse();
        assertThat(line.kind()).isEqualTo("conference");
        assertThat(line.sessionId()).isEqualTo(new SessionId("200035;003;1509734279"));
        assertThat(line.endedAt()).isEqualTo("2017-11-03T18:38:59Z");
    }

    @Test
    void an_unknown_kind_without_epochs_has_no_start() {
        SessionLine line = NewYork.session(call("conference 7185551234 3", "6177123000", "something else"));

        assertThat(line.parsed()).isFalse();
        assertThat(line.kind()).isEqualTo("conference");
        assertThat(line.startedAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1 1509734339 00:00:29",
                "1509734310 253402300800 00:00:29",
                "1509734310 99999999999999999999 00:00:29",
                "1509734310 1509734339",
                "1509734310 1509734339 00:60:00",
                "1509734310 1509734339 00:00:60",
                "1509734310 1509734339 00:29",
                "1509734310 1509734339 -1:00:29",
                "1509734310 1509734339 00:00:29 more",
                "1509734310 ١٥٠٩٧٣٤٣٣٩ 00:00:29",
                "now later 00:00:29",
                ""
            })
    void a_call_whose_figures_cannot_be_read_is_flagged(String figures) {
        assertUnread(NewYork.session(call("inbound 7185551234 3", "6177123000", figures)), "inbound");
    }

    @Test
    void the_last_second_of_year_9999_can_be_read() {
        SessionLine line = NewYork.session(call("inbound 7185551234 3", "6177123000", "0 253402300799 0:00:00"));

        assertThat(line.parsed()).isTrue();
        assertThat(line.startedAt()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(line.endedAt()).isEqualTo("9999-12-31T23:59:59Z");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", \"\"",
                "\"   \", \"\"",
                "inbound, inbound",
                "inbound 7185551234 3, inbound",
                "inbound 7185551234 3 [] 6177123000 200035;003;1509734279 1 2 0:00:01, inbound",
                "inbound 7185551234 x [03/Nov/2017:14:38:30] 6177123000 200035;003;1509734279 1 2 0:00:01, inbound",
                "inbound [03/Nov/2017:14:38:30] 6177123000 200035;003;1509734279 1 2 0:00:01, inbound",
                "[03/Nov/2017:14:38:30], [03/Nov/2017:14:38:30]",
                "inbound 7185551234 3 [03/Nov/2017:14:38:30], inbound",
                "inbound 7185551234 3 [03/Nov/2017:14:38:30] 6177123000, inbound",
            })
    void a_line_of_another_shape_is_kept_raw_and_flagged(String line, String kind) {
        assertUnread(NewYork.session(line), kind);
    }

    private static void assertUnread(SessionLine line, String kind) {
        assertThat(line)
                .isEqualTo(
                        new SessionLine(line.key(), kind, null, null, null, null, null, null, null, false, line.raw()));
    }

    private static String call(String before, String dnis, String rest) {
        return before + " [03/Nov/2017:14:38:30 -0500] " + dnis + " 200035;003;1509734279 " + rest;
    }
}
