package dev.callvault.app.nodes;

import static dev.callvault.app.nodes.SomeNodes.agreement;
import static dev.callvault.app.nodes.SomeNodes.node;
import static dev.callvault.app.nodes.SomeNodes.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.KeepState;
import dev.callvault.store.forget.KeepTerm;
import dev.callvault.store.forget.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a configured period comes into force. */
class KeepPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final KeepPeriod YEAR = KeepPeriod.parse("P1Y");
    private static final KeepPeriod MONTH = KeepPeriod.parse("P1M");

    private static KeepState state(KeepTerm term, Instant now, Instant lastSuccess) {
        return new KeepState(Map.of(RecordKind.CALLS, term), now, Optional.of(lastSuccess), false);
    }

    private static KeepTerm term(KeepState state, String... configured) {
        Agreement agreement = agreement();
        for (String keep : configured) {
            agreement = agreement.with(with(node("n" + agreement.nodes().size()), "keep.calls", keep));
        }
        return KeepPolicy.term(RecordKind.CALLS, state, agreement);
    }

    @Test
    void a_longer_one_is_in_force_at_once() {
        KeepTerm waiting = KeepTerm.of(MONTH).waitingFor(KeepPeriod.parse("P1D"), NOW);

        assertThat(term(state(waiting, NOW, NOW), "P1Y", "P12M")).isEqualTo(KeepTerm.of(YEAR));
        assertThat(term(state(KeepTerm.of(MONTH), NOW, NOW), "forever")).isEqualTo(KeepTerm.FOREVER);
    }

    @Test
    void a_shorter_one_waits_until_it_has_stood_a_day_and_a_run_has_succeeded_since() {
        KeepTerm waiting = term(state(KeepTerm.of(YEAR), NOW, NOW), "P1M");
        assertThat(waiting).isEqualTo(KeepTerm.of(YEAR).waitingFor(MONTH, NOW));

        Instant almost = NOW.plus(DAY).minusSeconds(1);
        assertThat(term(state(waiting, almost, almost), "P1M")).isEqualTo(waiting);
        assertThat(term(state(waiting, NOW.plus(DAY), almost), "P1M"))
                .as("no run bears the day out")
                .isEqualTo(waiting);
        assertThat(term(state(waiting, NOW.plus(DAY), NOW.plus(DAY)), "P1M")).isEqualTo(KeepTerm.of(MONTH));
        assertThat(term(state(waiting, almost, NOW.plus(DAY)), "P1M"))
                .as("by the database's clock it is not over")
                .isEqualTo(waiting);
    }

    @Test
    void the_first_one_counts_as_shortened_from_for_ever_unless_there_is_nothing_yet() {
        assertThat(term(state(KeepTerm.FOREVER, NOW, NOW), "P1Y")).isEqualTo(KeepTerm.FOREVER.waitingFor(YEAR, NOW));
        assertThat(term(new KeepState(Map.of(), NOW, Optional.empty(), true), "P1Y"))
                .isEqualTo(KeepTerm.of(YEAR));
    }

    @Test
    void a_node_with_another_one_begins_the_day_anew() {
        KeepTerm waiting = KeepTerm.of(YEAR).waitingFor(MONTH, NOW);
        Instant later = NOW.plus(DAY);

        KeepTerm disputed = term(state(waiting, later, later), "P1M", "P1Y");
        assertThat(disputed).isEqualTo(KeepTerm.of(YEAR));
        assertThat(term(state(disputed, later, later), "P1M"))
                .isEqualTo(KeepTerm.of(YEAR).waitingFor(MONTH, later));
    }

    @Test
    void a_still_shorter_one_begins_the_day_anew() {
        KeepTerm waiting = KeepTerm.of(YEAR).waitingFor(MONTH, NOW);
        Instant later = NOW.plus(DAY);

        assertThat(term(state(waiting, later, later), "P1D"))
                .isEqualTo(KeepTerm.of(YEAR).waitingFor(KeepPeriod.parse("P1D"), later));
    }

    @Test
    void a_wrong_clock_begins_the_day_anew() {
        KeepTerm waiting = KeepTerm.of(YEAR).waitingFor(MONTH, NOW);
        Instant later = NOW.plus(DAY);
        Agreement wrong =
                new Agreement(agreement(with(node("a"), "keep.calls", "P1M")).nodes(), false);

        assertThat(KeepPolicy.term(RecordKind.CALLS, state(waiting, later, later), wrong))
                .isEqualTo(KeepTerm.of(YEAR).waitingFor(MONTH, later));
        assertThat(term(state(waiting, NOW.minusSeconds(10), later), "P1M"))
                .as("the database's clock was put back")
                .isEqualTo(KeepTerm.of(YEAR).waitingFor(MONTH, NOW.minusSeconds(10)));
    }

    @Test
    void while_no_node_is_live_what_waits_stays() {
        KeepTerm waiting = KeepTerm.of(YEAR).waitingFor(MONTH, NOW);

        assertThat(term(state(waiting, NOW.plus(DAY), NOW.plus(DAY)))).isEqualTo(waiting);
    }
}
