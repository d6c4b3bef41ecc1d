package dev.callvault.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.callvault.call.ErrorLine;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In New York the hour from 01:00 came twice on 5 November 2017, and the hour from 02:00 was skipped on 12 March 2017. */
class ClockChangeTest {
    private static final Instant SUMMER = Instant.parse("2017-11-05T05:30:00Z");
    private static final Instant WINTER = Instant.parse("2017-11-05T06:30:00Z");

    /** Ready long before either. */
    private static final long EARLY = Instant.parse("2017-11-05T03:00:00Z").getEpochSecond();

    @Test
    void takes_the_earlier_hour_and_says_so_when_nothing_settles_it() {
        assertReading(repeated(EARLY), SUMMER, true);
    }

    @Test
    void an_error_is_not_before_its_channel_was_ready() {
        assertReading(repeated(SUMMER.getEpochSecond() + 1), WINTER, false);
    }

    @Test
    void an_error_in_the_second_its_channel_became_ready_can_be_of_either_hour() {
        assertReading(repeated(SUMMER.getEpochSecond()), SUMMER, true);
    }

    @ParameterizedTest
    @CsvSource({
        "2017-11-05T05:00:00Z, 2017-11-05T06:00:00Z, 2017-11-05T05:30:00Z, false",
        "2017-11-05T06:00:00Z, 2017-11-05T07:00:00Z, 2017-11-05T06:30:00Z, false",
        "2017-11-05T06:30:00Z, 2017-11-05T06:30:01Z, 2017-11-05T06:30:00Z, false",
        "2017-11-05T06:00:00Z, 2017-11-05T06:30:00Z, 2017-11-05T05:30:00Z, true",
        "2017-11-05T05:00:00Z, 2017-11-05T07:00:00Z, 2017-11-05T05:30:00Z, true",
        "2017-11-05T03:00:00Z, 2017-11-05T04:00:00Z, 2017-11-05T05:30:00Z, true"
    })
    void the_session_s_own_call_settles_the_hour(Instant from, Instant to, Instant expected, boolean ambiguous) {
        assertReading(repeated(EARLY, TimeWindow.between(from, to)), expected, ambiguous);
    }

    @Test
    void any_of_the_session_s_calls_may_settle_the_hour() {
        assertReading(
                repeated(
                        EARLY,
                        call("2017-11-05T04:00:00Z", "2017-11-05T04:10:00Z"),
                        call("2017-11-05T06:29:00Z", "2017-11-05T06:31:00Z")),
                WINTER,
                false);
    }

    @Test
    void calls_in_both_hours_settle_nothing() {
        assertReading(
                repeated(
                        EARLY,
                        call("2017-11-05T05:29:00Z", "2017-11-05T05:31:00Z"),
                        call("2017-11-05T06:29:00Z", "2017-11-05T06:31:00Z")),
                SUMMER,
                true);
    }

    @Test
    void a_session_that_was_ready_only_later_says_nothing() {
        assertReading(repeated(WINTER.getEpochSecond() + 1), SUMMER, true);
    }

    @Test
    void a_session_id_without_a_time_says_nothing() {
        assertReading(errorAt("05/Nov/2017:01:30:00 -0500", "odd", session -> List.of()), SUMMER, true);
    }

    @Test
    void asks_for_the_calls_of_the_line_s_own_session() {
        SessionId own = new SessionId("100025;006;" + EARLY);

        assertReading(
                errorAt(
                        "05/Nov/2017:01:30:00 -0500",
                        own.value(),
                        session -> session.equals(own)
                                ? List.of(call("2017-11-05T06:00:00Z", "2017-11-05T07:00:00Z"))
                                : fail("asked for " + session)),
                WINTER,
                false);
    }

    @ParameterizedTest
    @CsvSource({
        "05/Nov/2017:00:59:59, 2017-11-05T04:59:59Z",
        "05/Nov/2017:02:00:00, 2017-11-05T07:00:00Z",
        "12/Mar/2017:01:59:59, 2017-03-12T06:59:59Z",
        "12/Mar/2017:03:00:00, 2017-03-12T07:00:00Z"
    })
    void the_seconds_beside_a_clock_change_are_plain_and_nobody_is_asked(String wallClock, Instant expected) {
        assertReading(
                errorAt(wallClock + " -0400", "100025;006;1489000000", session -> fail("asked for " + session)),
                expected,
                false);
    }

    @ParameterizedTest
    @CsvSource({
        "05/Nov/2017:01:00:00, 2017-11-05T05:00:00Z",
        "05/Nov/2017:01:59:59, 2017-11-05T05:59:59Z",
    })
    void the_repeated_hour_has_both_its_edges(String wallClock, Instant expected) {
        assertReading(errorAt(wallClock + " -0400", "odd", session -> List.of()), expected, true);
    }

    @ParameterizedTest
    @CsvSource({
        "12/Mar/2017:02:00:00, 2017-03-12T07:00:00Z",
        "12/Mar/2017:02:30:00, 2017-03-12T07:30:00Z",
        "12/Mar/2017:02:59:59, 2017-03-12T07:59:59Z"
    })
    void the_skipped_hour_is_shifted_forward_and_flagged(String wallClock, Instant expected) {
        assertReading(errorAt(wallClock + " -0400", "odd", session -> List.of()), expected, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {" -0400", " -0500", " +0900", " Z", ""})
    void the_printed_offset_settles_nothing(String offset) {
        assertReading(errorAt("05/Nov/2017:01:30:00" + offset, "odd", session -> List.of()), SUMMER, true);
        assertReading(
                errorAt("03/Nov/2017:00:10:42" + offset, "odd", session -> List.of()),
                Instant.parse("2017-11-03T04:10:42Z"),
                false);
    }

    @Test
    void a_local_line_of_the_repeated_hour_is_not_before_its_channel_was_ready() {
        String line = "local 2125551234 6 [05/Nov/2017:01:30:00 -0500] 6177123000 100025;006;%d label: x";

        assertThat(NewYork.session(line.formatted(EARLY)).startedAt()).isEqualTo(SUMMER);
        assertThat(NewYork.session(line.formatted(SUMMER.getEpochSecond() + 1)).startedAt())
                .isEqualTo(WINTER);
    }

    private static ErrorLine repeated(long ready, TimeWindow... calls) {
        return errorAt("05/Nov/2017:01:30:00 -0500", "100025;006;" + ready, session -> List.of(calls));
    }

    private static ErrorLine errorAt(
            String bracket, String session, Function<SessionId, List<TimeWindow>> sessionTimes) {
        String line = "error 2125551234 6 [" + bracket + "] 6177123000 " + session + " message";
        return NewYork.LINES
                .errors(List.of(RawLine.received(line)), sessionTimes)
                .getFirst();
    }

    private static TimeWindow call(String from, String to) {
        return TimeWindow.between(Instant.parse(from), Instant.parse(to));
    }

    private static void assertReading(ErrorLine line, Instant expected, boolean ambiguous) {
        assertThat(line.parsed()).isTrue();
        assertThat(line.occurredAt()).isEqualTo(expected);
        assertThat(line.ambiguousTime()).isEqualTo(ambiguous);
    }
}
