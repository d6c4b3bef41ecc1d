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

class LogClassifierTest {
    private static Unarchived call(long id, LogState state, boolean isQueued, String why) {
        return new Unarchived(new LogId(id), state, isQueued, why);
    }

    private static StreamVerification of(Unarchived... calls) {
        return LogClassifier.of(10, List.of(calls), Map.of(), Set.of());
    }

    @Test
    void each_log_stands_on_the_rung_of_its_state_with_its_reason() {
        StreamVerification verification = of(
                call(1, LogState.PENDING, true, ""),
                call(2, LogState.UNAVAILABLE, true, "none"),
                call(3, LogState.QUARANTINED, true, "HTML"),
                call(4, LogState.LOST, false, "expired"),
                call(5, LogState.QUARANTINED, false, "HTML"));

        assertThat(verification.stream()).isEqualTo("bodies");
        assertThat(verification.findings())
                .containsExactly(
                        new Finding(Certainty.ARCHIVED, 10, Optional.empty(), Optional.empty(), ""),
                        Finding.of(Certainty.PENDING, new LogId(1), ""),
                        Finding.of(Certainty.UNAVAILABLE, new LogId(2), "none"),
                        Finding.of(Certainty.QUARANTINED, new LogId(3), "HTML"),
                        Finding.of(Certainty.LOST, new LogId(4), "expired"),
                        Finding.of(Certainty.QUARANTINED, new LogId(5), "HTML"));
        assertThat(verification.certainties()).doesNotContain(Certainty.PROVEN, Certainty.NEVER_LISTED);
        assertThat(verification.comparison()).isEmpty();
    }

    @Test
    void a_log_that_is_wanted_but_that_nobody_would_ask_for_is_unproven() {
        StreamVerification verification = of(
                call(1, LogState.PENDING, false, "HTTP 500"),
                call(2, LogState.UNAVAILABLE, false, "none"),
                call(3, LogState.ARCHIVED, false, ""));

        assertThat(verification.on(Certainty.UNPROVEN))
                .containsExactly(
                        Finding.of(Certainty.UNPROVEN, new LogId(1), "wanted, but not in the queue"),
                        Finding.of(Certainty.UNPROVEN, new LogId(2), "wanted, but not in the queue"));
    }

    @Test
    void what_is_doubted_counts_as_unproven_and_not_as_archived() {
        StreamVerification verification =
                LogClassifier.of(10, List.of(), Map.of(new LogId(7), LogClassifier.DAMAGED), Set.of());

        assertThat(verification.records(Certainty.ARCHIVED)).isEqualTo(9);
        assertThat(verification.on(Certainty.UNPROVEN))
                .containsExactly(
                        Finding.of(Certainty.UNPROVEN, new LogId(7), "the stored bytes do not match their hash"));
    }

    @Test
    void all_that_is_unproven_is_to_be_wanted_again_and_nothing_else() {
        StreamVerification verification = LogClassifier.of(
                10,
                List.of(
                        call(1, LogState.PENDING, false, ""),
                        call(2, LogState.PENDING, true, ""),
                        call(3, LogState.LOST, false, "expired")),
                Map.of(new LogId(7), LogClassifier.MISSING),
                Set.of());

        assertThat(LogClassifier.toWant(verification))
                .isEqualTo(Map.of(
                        new LogId(1), "wanted, but not in the queue",
                        new LogId(7), "recorded as archived, but no log is stored"));
    }

    @Test
    void trouble_is_what_the_next_run_does_not_mend_by_itself() {
        Set<Certainty> trouble =
                EnumSet.of(Certainty.QUARANTINED, Certainty.UNPROVEN, Certainty.LOST, Certainty.NEVER_LISTED);
        for (Certainty certainty : Certainty.values()) {
            StreamVerification verification = new StreamVerification(
                    "calls", List.of(certainty), List.of(Finding.of(certainty, new LogId(1), "")), Optional.empty());
            assertThat(verification.isIncomplete()).as(certainty.label()).isEqualTo(trouble.contains(certainty));
        }
        assertThat(new StreamVerification("calls", List.of(), List.of(), Optional.empty()).isIncomplete())
                .isFalse();
    }

    @Test
    void rungs_have_names_whatever_the_locale() {
        Map<Certainty, String> names = new EnumMap<>(Certainty.class);
        for (Certainty certainty : Certainty.values()) {
            names.put(certainty, certainty.label());
        }
        assertThat(names)
                .containsEntry(Certainty.UNAVAILABLE, "unavailable")
                .containsEntry(Certainty.NEVER_LISTED, "never_listed");
        assertThat(Comparison.Kind.MISSING.label()).isEqualTo("missing");
        assertThat(Comparison.Kind.DIFFERENT.label()).isEqualTo("different");
    }

    @Test
    void a_lost_log_that_people_know_of_is_still_lost_and_no_trouble() {
        List<Unarchived> lost = List.of(call(4, LogState.LOST, false, "expired"));

        StreamVerification known = LogClassifier.of(10, lost, Map.of(), Set.of(new LogId(4)));

        assertThat(known.records(Certainty.LOST)).isOne();
        assertThat(known.isIncomplete()).isFalse();
        assertThat(LogClassifier.of(10, lost, Map.of(), Set.of(new LogId(5))).isIncomplete())
                .isTrue();
    }
}
