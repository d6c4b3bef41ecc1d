package dev.callvault.archive.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginBeliefTest {
    private Instant now = Instant.parse("2026-11-20T20:00:00Z");
    private final LoginBelief belief = new LoginBelief(() -> now);

    private void accepted() {
        belief.accepted(belief.ask(), now);
    }

    @Test
    void an_accepted_login_is_believed_in_for_ten_seconds_and_then_looked_up() {
        assertThat(belief.isOpen()).isFalse();
        accepted();
        assertThat(belief.isOpen()).isTrue();
        now = now.plusMillis(9_999);
        accepted();
        assertThat(belief.isOpen()).isTrue();
        now = now.plusMillis(1);
        assertThat(belief.isOpen()).as("whatever was accepted meanwhile").isFalse();
        assertThat(belief.isAccepted()).isTrue();

        belief.lookedUp();

        assertThat(belief.isOpen()).isTrue();
        now = now.minusMillis(1);
        assertThat(belief.isOpen()).as("the clock was put back").isFalse();
    }

    @Test
    void an_answer_to_an_earlier_question_does_not_undo_a_refusal() {
        long before = belief.ask();
        belief.doubted();
        belief.accepted(before, now);
        assertThat(belief.isDoubted()).isTrue();
        assertThat(belief.wasAccepted()).isFalse();

        accepted();

        assertThat(belief.isAccepted()).isTrue();
        assertThat(belief.isDoubted()).isFalse();
        assertThat(belief.isAcceptedSince(before)).isTrue();
        assertThat(belief.isAcceptedSince(belief.ask())).isFalse();
    }

    @Test
    void a_refusal_stays_one_when_more_is_refused_and_ends_when_nothing_is_known_any_more() {
        belief.refused();
        belief.doubted();
        assertThat(belief.isRefused()).isTrue();

        belief.lookedUp();

        assertThat(belief.isRefused()).isFalse();
        assertThat(belief.isAccepted()).isFalse();
    }

    @Test
    void it_knows_how_long_ago_the_question_was_asked_that_was_accepted() {
        assertThat(belief.acceptedAgo()).isNull();
        Instant asked = now;
        long question = belief.ask();
        now = now.plusSeconds(3);
        belief.accepted(question, asked);
        now = now.plusSeconds(4);

        assertThat(belief.acceptedAgo()).isEqualTo(Duration.ofSeconds(7));
        now = asked.minusSeconds(1);
        assertThat(belief.acceptedAgo()).isNull();
    }

    @Test
    void four_logs_are_spared_for_a_minute_once_one_was_acquitted() {
        accepted();
        assertThat(belief.spares()).isFalse();
        belief.acquitted();
        for (int i = 0; i < 4; i++) {
            assertThat(belief.spares()).isTrue();
        }
        assertThat(belief.spares()).isFalse();
        belief.acquitted();
        now = now.plusSeconds(60);
        assertThat(belief.spares()).isFalse();
        belief.acquitted();
        belief.doubted();
        assertThat(belief.spares()).as("while it is in doubt").isFalse();
    }
}
