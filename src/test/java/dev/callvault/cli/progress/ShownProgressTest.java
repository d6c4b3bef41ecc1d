package dev.callvault.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.MovableClock;
import dev.callvault.cli.progress.ShownProgress.Screen;
import dev.callvault.progress.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownProgressTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final StringWriter err = new StringWriter();

    @Test
    void what_takes_seconds_shows_nothing() {
        for (Screen screen : Screen.values()) {
            ShownProgress progress = progress(screen);
            try (Progress.Part part = progress.begin("redacting logs", "log")) {
                pass(progress, Duration.ofSeconds(1), part, 5);
            }
            progress.close();
        }

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void without_a_terminal_it_says_a_line_a_minute_with_rate_and_time_left() {
        ShownProgress progress = progress(Screen.NONE);
        Progress.Part part = progress.begin("redacting logs of main", "log");
        part.of(30_000);
        for (int second = 0; second < 131; second++) {
            pass(progress, Duration.ofSeconds(1), part, 100);
        }

        assertThat(lines())
                .containsExactly(
                        "callvault: redacting logs of main: 1,000 of 30,000 (3%), 100/s, 4 min 50 s left",
                        "callvault: redacting logs of main: 7,000 of 30,000 (23%), 100/s, 3 min 50 s left",
                        "callvault: redacting logs of main: 13,000 of 30,000 (43%), 100/s, 2 min 50 s left");
    }

    @Test
    void what_has_no_known_end_is_counted_and_what_cannot_be_counted_is_timed() {
        ShownProgress progress = progress(Screen.NONE);
        try (Progress.Part part = progress.begin("exporting calls", "row")) {
            pass(progress, Duration.ofSeconds(20), part, 1);
        }
        try (Progress.Part part = progress.begin("erasing", "")) {
            pass(progress, Duration.ofSeconds(70), part, 0);
        }

        assertThat(lines())
                .containsExactly(
                        "callvault: exporting calls: 1 row, 3/min, 0 min 20 s so far",
                        "callvault: erasing: 1 min 10 s so far");
    }

    @Test
    void the_rate_is_that_of_the_last_minute() {
        ShownProgress progress = progress(Screen.NONE);
        Progress.Part part = progress.begin("fetching logs", "log");
        part.of(100_000);
        pass(progress, Duration.ofSeconds(9), part, 9_000);
        for (int second = 0; second < 121; second++) {
            pass(progress, Duration.ofSeconds(1), part, 2);
        }

        assertThat(lines().getLast())
                .isEqualTo("callvault: fetching logs: 9,242 of 100,000 (9%), 2.0/s, 12 h 36 min left");
    }

    @Test
    void on_a_terminal_one_line_is_drawn_over_and_vanishes() {
        ShownProgress progress = progress(Screen.TERMINAL);
        Progress.Part part = progress.begin("fetching logs", "log");
        part.of(400);
        pass(progress, Duration.ofSeconds(1), part, 50);
        pass(progress, Duration.ofSeconds(1), part, 50);
        part.close();

        assertThat(err.toString())
                .isEqualTo("\r\u001b[Kfetching logs ██████░░░░░░░░░░░░░░░░░░ 25%  100 of 400, 50/s, 0 min 6 s left"
                        + "\r\u001b[K");
    }

    @Test
    void eighty_columns_suffice_whatever_is_counted() {
        for (String what :
                List.of("fetching logs", "redacting sessions of the-subsidiary-of-the-very-long-name-in-ohio")) {
            for (long all : List.of(3L, 1_234_567_890L)) {
                ShownProgress progress = progress(Screen.TERMINAL);
                Progress.Part part = progress.begin(what, "log");
                part.of(all);
                pass(progress, Duration.ofHours(30), part, all / 2 + 1);
                part.of(0);
                pass(progress, Duration.ofHours(30), part, 0);
            }
        }

        assertThat(err.toString().split("\r\u001b\\[K", -1)).hasSize(9).allMatch(it -> it.length() < 80);
    }

    @Test
    void a_terminal_of_few_characters_gets_a_bar_of_those() {
        assertThat(Screen.terminal(StandardCharsets.US_ASCII)).isEqualTo(Screen.PLAIN_TERMINAL);
        assertThat(Screen.terminal(StandardCharsets.UTF_8)).isEqualTo(Screen.TERMINAL);
    }

    @Test
    void a_bar_is_never_full_before_the_end_and_gives_way_to_what_is_left() {
        ShownProgress progress = progress(Screen.NONE);
        Progress.Part logs = progress.begin("fetching logs", "log");
        Progress.Part errors = progress.begin("listing errors", "row");
        logs.of(2);
        pass(progress, Duration.ofSeconds(10), logs, 1);
        pass(progress, Duration.ofSeconds(60), logs, 1);
        errors.did(7);
        pass(progress, Duration.ofSeconds(60), logs, 0);

        assertThat(lines().getFirst()).startsWith("callvault: fetching logs: 1 of 2 (50%)");
        assertThat(lines().subList(1, 3)).allMatch(it -> it.startsWith("callvault: listing errors"));
        assertThat(lines().getLast()).startsWith("callvault: listing errors: 7 rows");
    }

    @Test
    void a_clock_that_is_set_back_neither_silences_nor_breaks_it() {
        ShownProgress progress = progress(Screen.NONE);
        Progress.Part part = progress.begin("fetching logs", "log");
        part.of(10);
        pass(progress, Duration.ofSeconds(10), part, 1);
        pass(progress, Duration.ofHours(-1), part, 1);
        pass(progress, Duration.ofHours(1), part, 1);

        assertThat(lines()).hasSize(3).allMatch(it -> it.contains(" of 10 "));
    }

    @Test
    void nothing_is_shown_once_the_command_is_stopped() {
        ShownProgress progress = progress(Screen.TERMINAL);
        Progress.Part part = progress.begin("fetching logs", "log");
        progress.close();
        pass(progress, Duration.ofMinutes(5), part, 1);

        assertThat(err.toString()).isEmpty();
    }

    private ShownProgress progress(Screen screen) {
        return new ShownProgress(new PrintWriter(err), screen, clock);
    }

    private void pass(ShownProgress progress, Duration time, Progress.Part part, long done) {
        part.did(done);
        clock.move(time);
        progress.look();
    }

    private List<String> lines() {
        return err.toString().lines().toList();
    }
}
