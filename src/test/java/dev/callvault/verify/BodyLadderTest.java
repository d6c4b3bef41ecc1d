package dev.callvault.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.proof.BodyProofStore.Unarchived;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BodyLadderTest {
    private static Unarchived call(long id, LogState state, boolean isQueued, String why) {
        return new Unarchived(new LogId(id), state, isQueued, why);
    }

    private static Ladder of(Unarchived... calls) {
        return BodyLadder.of(10, List.of(calls), Map.of());
    }

    @Test
    void each_log_stands_on_the_rung_of_its_state_with_its_reason() {
        Ladder ladder = of(
                call(1, LogState.PENDING, true, ""),
                call(2, LogState.UNAVAILABLE, true, "none"),
                call(3, LogState.QUARANTINED, true, "HTML"),
                call(4, LogState.LOST, false, "expired"),
                call(5, LogState.QUARANTINED, false, "HTML"));

        assertThat(ladder.stream()).isEqualTo("bodies");
        assertThat(ladder.findings())
                .containsExactly(
                        new Finding(Rung.ARCHIVED, 10, Optional.empty(), Optional.empty(), ""),
                        Finding.of(Rung.PENDING, new LogId(1), ""),
                        Finding.of(Rung.UNAVAILABLE, new LogId(2), "none"),
                        Finding.of(Rung.QUARANTINED, new LogId(3), "HTML"),
                        Finding.of(Rung.LOST, new LogId(4), "expired"),
                        Finding.of(Rung.QUARANTINED, new LogId(5), "HTML"));
        assertThat(ladder.rungs()).doesNotContain(Rung.PROVEN, Rung.NEVER_LISTED);
        assertThat(ladder.comparison()).isEmpty();
    }

    @Test
    void a_log_that_is_wanted_but_that_nobody_would_ask_for_is_unproven() {
        Ladder ladder = of(
                call(1, LogState.PENDING, false, "HTTP 500"),
                call(2, LogState.UNAVAILABLE, false, "none"),
                call(3, LogState.ARCHIVED, false, ""));

        assertThat(ladder.on(Rung.UNPROVEN))
                .containsExactly(
                        Finding.of(Rung.UNPROVEN, new LogId(1), "wanted, but not in the queue"),
                        Finding.of(Rung.UNPROVEN, new LogId(2), "wanted, but not in the queue"));
    }

    @Test
    void what_is_doubted_counts_as_unproven_and_not_as_archived() {
        Ladder ladder = BodyLadder.of(10, List.of(), Map.of(new LogId(7), BodyLadder.DAMAGED));

        assertThat(ladder.records(Rung.ARCHIVED)).isEqualTo(9);
        assertThat(ladder.on(Rung.UNPROVEN))
                .containsExactly(Finding.of(Rung.UNPROVEN, new LogId(7), "the stored bytes do not match their hash"));
    }

    @Test
    void all_that_is_unproven_is_to_be_wanted_again_and_nothing_else() {
        Ladder ladder = BodyLadder.of(
                10,
                List.of(
                        call(1, LogState.PENDING, false, ""),
                        call(2, LogState.PENDING, true, ""),
                        call(3, LogState.LOST, false, "expired")),
                Map.of(new LogId(7), BodyLadder.MISSING));

        assertThat(BodyLadder.toWant(ladder))
                .isEqualTo(Map.of(
                        new LogId(1), "wanted, but not in the queue",
                        new LogId(7), "recorded as archived, but no log is stored"));
    }

    @Test
    void trouble_is_what_the_next_run_does_not_mend_by_itself() {
        Set<Rung> trouble = EnumSet.of(Rung.QUARANTINED, Rung.UNPROVEN, Rung.LOST, Rung.NEVER_LISTED);
        for (Rung rung : Rung.values()) {
            Ladder ladder =
                    new Ladder("calls", List.of(rung), List.of(Finding.of(rung, new LogId(1), "")), Optional.empty());
            assertThat(ladder.isIncomplete()).as(rung.label()).isEqualTo(trouble.contains(rung));
        }
        assertThat(new Ladder("calls", List.of(), List.of(), Optional.empty()).isIncomplete())
                .isFalse();
    }

    @Test
    void rungs_have_names_whatever_the_locale() {
        Map<Rung, String> names = new EnumMap<>(Rung.class);
        for (Rung rung : Rung.values()) {
            names.put(rung, rung.label());
        }
        assertThat(names)
                .containsEntry(Rung.UNAVAILABLE, "unavailable")
                .containsEntry(Rung.NEVER_LISTED, "never_listed");
        assertThat(Comparison.Kind.MISSING.label()).isEqualTo("missing");
        assertThat(Comparison.Kind.DIFFERENT.label()).isEqualTo("different");
    }
}
