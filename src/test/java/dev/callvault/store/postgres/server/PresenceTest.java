package dev.callvault.store.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.logs.Heard;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of an outage, the log has a line at its beginning and one at its end, however many connections are tried in between. */
class PresenceTest {
    private static final String REFUSED = "08001";
    private static final String STARTING = "57P03";
    private static final String PASSWORD = "28P01";
    private static final String FULL = "53300";

    private final Heard heard = new Heard();
    private long nanos = Long.MAX_VALUE - 1; // it may turn over
    private final Presence presence = new Presence(() -> nanos, heard.logger());

    @BeforeEach
    void speak() {
        presence.speak();
    }

    private void away(String login, String state) {
        presence.away(login, new SQLException("refused " + nanos, state));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void says_once_that_it_is_away_and_once_that_it_is_back_with_how_long() {
        for (int i = 0; i < 100; i++) {
            away("archiver", REFUSED);
            pass(Duration.ofSeconds(1));
        }
        for (int i = 0; i < 10; i++) {
            presence.there("archiver");
        }

        assertThat(heard.lines())
                .satisfiesExactly(
                        it -> assertThat(it)
                                .startsWith("ERROR the database is away: could not connect to the database: refused")
                                .endsWith("Archiving continues once it is back."),
                        it -> assertThat(it).isEqualTo("INFO the database is back; it was away for 100 s"));
    }

    @Test
    void the_same_for_a_week_is_still_one_line() {
        for (int minute = 0; minute < 7 * 24 * 60; minute++) {
            away("archiver", minute % 2 == 0 ? REFUSED : STARTING);
            pass(Duration.ofMinutes(1));
        }
        presence.there("owner");

        assertThat(heard.lines())
                .hasSize(2)
                .last()
                .isEqualTo("INFO the database is back; it was away for " + 7 * 24 * 3600 + " s");
    }

    @Test
    void a_second_outage_is_told_like_the_first() {
        for (int i = 0; i < 2; i++) {
            away("archiver", REFUSED);
            pass(Duration.ofSeconds(5));
            presence.there("archiver");

            assertThat(heard.lines()).hasSize(2).last().asString().endsWith("away for 5 s");
        }
    }

    @Test
    void another_remedy_is_another_line_and_each_only_once() {
        for (int i = 0; i < 10; i++) {
            away("archiver", PASSWORD);
            away("archiver", FULL);
        }

        assertThat(heard.lines())
                .satisfiesExactly(
                        it -> assertThat(it).contains("is away", "database.username"),
                        it -> assertThat(it).contains("is still away", "max_connections"));
    }

    @Test
    void what_is_refused_to_one_login_is_not_over_when_another_gets_in() {
        for (int i = 0; i < 10; i++) {
            away("owner", PASSWORD);
            presence.there("archiver");
        }
        assertThat(heard.lines()).hasSize(1);

        presence.there("owner");
        assertThat(heard.lines()).singleElement().asString().startsWith("INFO the database is back");
    }

    @Test
    void an_outage_with_two_causes_ends_once() {
        away("archiver", FULL);
        pass(Duration.ofSeconds(3));
        away("archiver", REFUSED);
        pass(Duration.ofSeconds(4));
        presence.there("archiver");

        assertThat(heard.lines()).hasSize(3).last().isEqualTo("INFO the database is back; it was away for 7 s");
    }

    @Test
    void a_command_says_by_itself_why_it_failed() {
        Presence silent = new Presence(() -> nanos, heard.logger());

        silent.away("archiver", new SQLException("refused", REFUSED));
        silent.there("archiver");

        assertThat(heard.lines()).isEmpty();
    }
}
