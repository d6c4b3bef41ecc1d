package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.archive.report.RunReport;
import dev.callvault.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider, or a gateway before it, that cannot serve every window, over HTTP. */
class WideWindowsTest {
    private static final Duration TEN_DAYS = Duration.ofDays(10);

    @Test
    void a_gateway_that_gives_up_on_wide_windows_costs_its_limit_once() {
        endsWhole(Fault.STATUS, 504);
    }

    @Proof
    @ParameterizedTest
    @CsvSource({
        "STATUS, 400",
        "STATUS, 413",
        "STATUS, 500",
        "FAILURE_IN_200, 0",
        "RESET, 0",
        "NO_ANSWER, 0",
        "CUT_SHORT, 0",
        "CUT_TEXT, 40",
        "HTML_200, 0",
        "EMPTY_200, 0"
    })
    void however_wide_windows_fail_they_are_asked_for_in_pieces(Fault fault, long amount) {
        endsWhole(fault, amount);
    }

    /** Each try costs a second: one stream is enough. */
    @Proof
    @ParameterizedTest
    @CsvSource({"STALL_BEFORE, 0", "STATUS, 503"})
    void so_are_those_that_take_their_time_to_fail(Fault fault, long amount) {
        try (Scene scene = Scene.small().with("CALLVAULT_REQUEST_TIMEOUT", "1s")) {
            scene.simulator.faults().onWindowsOver(Duration.ofDays(3), fault, "calls/logs", amount);

            assertThat(scene.archive().isIncomplete()).isFalse();

            scene.archived.equalsTheTruth();
        }
    }

    private static void endsWhole(Fault fault, long amount) {
        try (Scene scene = Scene.small()) {
            scene.simulator.faults().onWindowsOver(TEN_DAYS, fault, "calls/sessions", amount);
            scene.simulator.faults().onWindowsOver(TEN_DAYS, fault, "calls/errors", amount);
            scene.simulator.faults().onWindowsOver(Duration.ofDays(1), fault, "calls/logs", amount);

            RunReport first = scene.archive();

            assertThat(first.failures()).isEmpty();
            assertThat(first.isIncomplete()).isFalse();
            scene.archived.equalsTheTruth();
            assertThat(scene.archived.rows("SELECT stream FROM archive.windows WHERE question = 'list'"))
                    .containsExactlyInAnyOrder("calls", "sessions", "errors");

            scene.clock.move(Duration.ofMinutes(5));
            scene.simulator.requests().clear();
            scene.archive();
            assertThat(scene.simulator.requests().listings())
                    .extracting(WideWindowsTest::width)
                    .as("nothing is asked for that is known to be too wide")
                    .isNotEmpty()
                    .allMatch(it -> it <= TEN_DAYS.toSeconds());
        }
    }

    /** How many seconds a list was asked for: its path ends with them. */
    private static long width(String listing) {
        String[] parts = listing.split("[/?]", -1);
        return Long.parseLong(parts[5]) - Long.parseLong(parts[4]);
    }

    @Test
    void a_second_that_cannot_be_listed_is_named_and_holds_up_nothing_else() {
        holdsUpNothingElse(500);
    }

    @Proof
    @ParameterizedTest
    @ValueSource(ints = {400, 502, 504})
    void whatever_is_said_of_that_second(int status) {
        holdsUpNothingElse(status);
    }

    private static void holdsUpNothingElse(int status) {
        try (Scene scene = Scene.small()) {
            Instant bad = Scene.NOW.minus(Duration.ofDays(2)).plusSeconds(11);
            scene.simulator.faults().onWindowsWith(bad, Fault.STATUS, "calls/logs", status);

            RunReport report = scene.archive();

            assertThat(report.failures()).isEmpty();
            assertThat(report.isIncomplete()).isTrue();
            assertThat(scene.archived.rows("SELECT stream, from_second, to_second - from_second FROM archive.unproven"))
                    .containsExactly("calls|" + bad.getEpochSecond() + "|1");
            assertThat(scene.archived.count("SELECT count(*) FROM archive.call_logs"))
                    .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.calls"))
                    .isPositive();

            scene.simulator.faults().allOff();
            scene.clock.move(Duration.ofMinutes(5));
            assertThat(scene.archive().isIncomplete()).isFalse();
            scene.archived.equalsTheTruth();
        }
    }
}
