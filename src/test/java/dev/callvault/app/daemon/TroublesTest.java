package dev.callvault.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.MovableClock;
import dev.callvault.archive.report.Failure;
import dev.callvault.logs.Heard;
import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of a trouble with a provider, the log has a line at its beginning and one at its end. */
class TroublesTest {
    private static final Optional<Failure> NONE = Optional.empty();

    private final Heard heard = new Heard();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T20:00:00Z"));
    private final Troubles troubles = new Troubles("main", clock, heard.logger());

    private static Optional<Failure> failure(String message, String hint) {
        return Optional.of(new Failure(message, hint, false, false, false));
    }

    private static Optional<Failure> unreachable(String message) {
        return failure(message, "Check the network.");
    }

    @Test
    void a_week_of_the_same_is_a_line_and_its_end_another_however_its_words_vary() {
        for (int minute = 0; minute < 7 * 24 * 60; minute++) {
            for (String stream : List.of("calls", "sessions", "errors")) {
                troubles.ended(stream, unreachable("timed out after " + minute + " ms"));
            }
            clock.move(Duration.ofMinutes(1));
        }
        assertThat(heard.lines()).containsExactly("WARN main calls: timed out after 0 ms — Check the network.");

        troubles.ended("calls", NONE);
        troubles.ended("sessions", NONE);
        assertThat(heard.lines()).as("one stream still fails").isEmpty();

        troubles.ended("errors", NONE);
        assertThat(heard.lines())
                .containsExactly("INFO main: over after " + 7 * 24 * 3600 + " s: timed out after 0 ms");
    }

    @Test
    void a_second_trouble_of_the_same_kind_is_told_like_the_first() {
        for (int i = 0; i < 2; i++) {
            troubles.ended("calls", unreachable("timed out"));
            clock.move(Duration.ofSeconds(90));
            troubles.ended("calls", NONE);
            troubles.ended("calls", NONE);

            assertThat(heard.lines())
                    .containsExactly(
                            "WARN main calls: timed out — Check the network.", "INFO main: over after 90 s: timed out");
        }
    }

    @Test
    void another_kind_of_trouble_is_another_line_and_ends_the_former() {
        troubles.ended("calls", unreachable("timed out"));
        clock.move(Duration.ofSeconds(60));
        troubles.ended("calls", failure("HTTP 500", "Ask the provider."));

        assertThat(heard.lines())
                .containsExactlyInAnyOrder(
                        "WARN main calls: timed out — Check the network.",
                        "WARN main calls: HTTP 500 — Ask the provider.",
                        "INFO main: over after 60 s: timed out");
    }

    @Test
    void each_account_has_troubles_of_its_own() {
        Troubles second = new Troubles("second", clock, heard.logger());
        troubles.ended("calls", unreachable("timed out"));
        second.ended("calls", unreachable("timed out"));
        heard.lines();

        troubles.ended("calls", NONE);

        assertThat(heard.lines()).containsExactly("INFO main: over after 0 s: timed out");
    }

    @Test
    void a_database_that_is_away_is_told_elsewhere_and_ends_nothing() {
        troubles.ended("calls", unreachable("timed out"));
        troubles.ended("calls", failure("could not store", StoreFailure.AWAY));
        troubles.ended("sessions", failure("could not store", StoreFailure.AWAY));
        troubles.ended("calls", unreachable("timed out"));

        assertThat(heard.lines()).hasSize(1);
    }

    @Test
    void success_is_no_news() {
        troubles.ended("calls", NONE);

        assertThat(heard.lines()).isEmpty();
    }
}
