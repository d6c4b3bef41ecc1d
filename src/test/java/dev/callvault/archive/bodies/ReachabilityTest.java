package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.AnyProvider;
import dev.callvault.source.SourceFailure;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private Instant now = Instant.parse("2026-11-20T20:00:00Z");
    private final AnyProvider provider = new AnyProvider();
    private final Reachability reach = new Reachability(provider, () -> now);

    private long questionsFor(int troubles) {
        provider.takeAsked();
        IntStream.range(0, troubles)
                .forEach(it -> assertThat(reach.afterTrouble()).isEmpty());
        return provider.requests();
    }

    @Test
    void the_more_logs_fail_by_themselves_the_rarer_it_asks() {
        assertThat(questionsFor(1)).isOne();
        assertThat(questionsFor(1 + 1)).isOne();
        assertThat(questionsFor(2 + 1)).isOne();
        assertThat(questionsFor(4 + 1)).isOne();
        assertThat(questionsFor(10 * 33)).isBetween(10L, 13L);
    }

    @Test
    void a_log_that_came_is_as_good_as_a_list() {
        reach.answered();
        assertThat(questionsFor(1)).isZero();
        assertThat(questionsFor(1)).isOne();
    }

    @Test
    void what_was_answered_half_a_minute_ago_proves_nothing() {
        reach.answered();
        now = now.plusSeconds(30);
        assertThat(questionsFor(1)).isOne();
        now = now.minusSeconds(5);
        assertThat(questionsFor(1)).as("the clock was put back").isOne();
    }

    @Test
    void once_out_of_reach_it_asks_no_more() {
        SourceFailure refused = new SourceFailure.Unreachable("refused", null);
        provider.rule((service, log) -> {
            throw refused;
        });

        assertThat(reach.afterTrouble()).containsSame(refused);
        assertThat(reach.afterTrouble()).containsSame(refused);
        assertThat(provider.requests()).isOne();
    }

    @Test
    void a_list_that_is_answered_with_a_refusal_is_answered() {
        provider.rule((service, log) -> {
            throw new SourceFailure.Forbidden("HTTP 403", null);
        });

        assertThat(reach.afterTrouble()).isEmpty();
    }
}
