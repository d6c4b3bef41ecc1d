package dev.callvault.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.ErrorLine;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorLinesTest {
    /** The provider's documented samples, as its JSON escapes them. */
    private static final String DISCONNECTS =
            "error 2125551234 6 [17\\/Nov\\/2016:14:40:46 -0400] 6177123000 100025;006;1479411625 Max Disconnect Count Exceeded";

    private static final String LOOP =
            "error 7185551234 1 [20\\/Nov\\/2016:21:28:46 -0400] 8009957586 100037;001;1479692314 errno: 210 message Maximum loop count exceeded";

    private static final String SCRIPT =
            "error 6175551234 0 [09\\/Jan\\/2017:08:33:31 -0400] 8009957586 000020;000;1483968637 ReferenceError: d is not defined line 1";

    private static final String SESSION = "100025;006;1479411625";

    @Test
    void reads_the_documented_disconnect_sample() {
        ErrorLine line = NewYork.error(DISCONNECTS);

        assertThat(line)
                .isEqualTo(new ErrorLine(
                        line.key(),
                        Instant.parse("2016-11-17T19:40:46Z"),
                        "2125551234",
                        6,
                        "6177123000",
                        new SessionId(SESSION),
                        "Max Disconnect Count Exceeded",
                        true,
                        false,
                        new RawLine(DISCONNECTS.replace("\\", ""), false)));
    }

    @Test
    void reads_the_documented_loop_sample() {
        ErrorLine line = NewYork.error(LOOP);

        assertThat(line)
                .isEqualTo(new ErrorLine(
                        line.key(),
                        Instant.parse("2016-11-21T02:28:46Z"),
                        "7185551234",
                        1,
                        "8009957586",
                        new SessionId("100037;001;1479692314"),
                        "errno: 210 message Maximum loop count exceeded",
                        true,
                        false,
                        new RawLine(LOOP.replace("\\", ""), false)));
    }

    @Test
    void reads_the_documented_script_sample() {
        ErrorLine line = NewYork.error(SCRIPT);

        assertThat(line)
                .isEqualTo(new ErrorLine(
                        line.key(),
                        Instant.parse("2017-01-09T13:33:31Z"),
                        "6175551234",
                        0,
                        "8009957586",
                        new SessionId("000020;000;1483968637"),
                        "ReferenceError: d is not defined line 1",
                        true,
                        false,
                        new RawLine(SCRIPT.replace("\\", ""), false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b :: c",
                "see [03/Nov/2017:00:10:42 -0500] 1 [x] ]][[",
                " two leading and trailing  ",
                "1;2;3 looks like a session",
                "tab\tand ünïcödé 𝄞",
                "x"
            })
    void a_message_is_kept_exactly(String message) {
        ErrorLine line = NewYork.error(error("error 2125551234 6", SESSION + " " + message));

        assertThat(line.parsed()).isTrue();
        assertThat(line.message()).isEqualTo(message);
        assertThat(line.sessionId()).isEqualTo(new SessionId(SESSION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_message_may_be_empty(String end) {
        ErrorLine line = NewYork.error(error("error 2125551234 6", SESSION + end));

        assertThat(line.parsed()).isTrue();
        assertThat(line.message()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"error  6", "error 6"})
    void a_withheld_caller_leaves_the_other_columns_in_place(String before) {
        ErrorLine line = NewYork.error(error(before, SESSION + " message"));

        assertThat(line.parsed()).isTrue();
        assertThat(line.ani()).isEmpty();
        assertThat(line.channel()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd", "-", "a;b", "100025;006;"})
    void an_odd_session_id_survives_as_text(String odd) {
        ErrorLine line = NewYork.error(error("error 2125551234 6", odd + " message of it"));

        assertThat(line.parsed()).isTrue();
        assertThat(line.sessionId()).isEqualTo(new SessionId(odd));
        assertThat(line.message()).isEqualTo("message of it");
    }

    @Test
    void the_wall_clock_is_read_in_the_account_s_own_zone() {
        var chicago = new Lines(ZoneId.of("America/Chicago"));

        assertThat(chicago.errors(List.of(RawLine.received(DISCONNECTS)), session -> List.of())
                        .getFirst()
                        .occurredAt())
                .isEqualTo("2016-11-17T20:40:46Z");
    }

    @ParameterizedTest
    @CsvSource({
        "15/Jan/2018, 2018-01-15T17:00:00Z",
        "15/Feb/2018, 2018-02-15T17:00:00Z",
        "15/Mar/2018, 2018-03-15T16:00:00Z",
        "15/Apr/2018, 2018-04-15T16:00:00Z",
        "15/May/2018, 2018-05-15T16:00:00Z",
        "15/Jun/2018, 2018-06-15T16:00:00Z",
        "15/Jul/2018, 2018-07-15T16:00:00Z",
        "15/Aug/2018, 2018-08-15T16:00:00Z",
        "15/Sep/2018, 2018-09-15T16:00:00Z",
        "15/Oct/2018, 2018-10-15T16:00:00Z",
        "15/Nov/2018, 2018-11-15T17:00:00Z",
        "15/Dec/2018, 2018-12-15T17:00:00Z",
        "1/JAN/2018, 2018-01-01T17:00:00Z",
        "29/feb/2020, 2020-02-29T17:00:00Z"
    })
    void months_are_english_wherever_the_archive_runs(String day, Instant noon) {
        assertThat(NewYork.error("error 2125551234 6 [" + day + ":12:00:00 +0000] 6177123000 " + SESSION + " m")
                        .occurredAt())
                .isEqualTo(noon);
    }

    @Test
    void another_kind_keeps_its_columns_and_is_flagged() {
        ErrorLine line = NewYork.error(error("warning 2125551234 6", SESSION + " careful"));

        assertThat(line.parsed()).isFalse();
        assertThat(line.sessionId()).isEqualTo(new SessionId(SESSION));
        assertThat(line.message()).isEqualTo("careful");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "error",
                "error 2125551234 6",
                "error 2125551234 6 [] 6177123000 100025;006;1479411625 m",
                "error 2125551234 x [17/Nov/2016:14:40:46 -0400] 6177123000 100025;006;1479411625 m",
                "error 2125551234 6 [17/Nov/2016:14:40:46 -0400]",
                "error 2125551234 6 [17/Nov/2016:14:40:46 -0400] 6177123000",
                "error 2125551234 6 [17/Nov/2016:14:40:46 -0400] 6177123000  two spaces",
                "error 2125551234 6 [31/Feb/2016:14:40:46 -0400] 6177123000 100025;006;1479411625 m",
                "error 2125551234 6 [29/Feb/2017:14:40:46 -0400] 6177123000 100025;006;1479411625 m",
                "error 2125551234 6 [17/Kas/2016:14:40:46 -0400] 6177123000 100025;006;1479411625 m",
                "error 2125551234 6 [17/Nov/2016:24:00:00 -0400] 6177123000 100025;006;1479411625 m",
                "error 2125551234 6 [17/Nov/0000:14:40:46 -0400] 6177123000 100025;006;1479411625 m",
                "error 2125551234 6 [31/Dec/1969:18:59:59 -0400] 6177123000 100025;006;1479411625 m",
                "error 2125551234 6 [31/Dec/9999:23:59:59 -0400] 6177123000 100025;006;1479411625 m"
            })
    void a_line_that_cannot_be_read_is_kept_raw_and_flagged(String text) {
        ErrorLine line = NewYork.error(text);

        assertThat(line)
                .isEqualTo(new ErrorLine(
                        line.key(), null, null, null, null, null, null, false, false, new RawLine(text, false)));
    }

    private static String error(String before, String rest) {
        return before + " [17/Nov/2016:14:40:46 -0400] 6177123000 " + rest;
    }
}
