package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.WantedBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");

    private final List<BodyOutcome> stored = new ArrayList<>();
    private int batches;

    private static BodyOutcome log(long id) {
        WantedBody wanted = new WantedBody(new LogId(id), NOW, NOW.plus(Duration.ofDays(5)), 0);
        return new BodyOutcome.Archived(wanted, new CallBody(Content.of(new byte[] {1}), ""));
    }

    private static List<BodyOutcome> logs(long count) {
        return LongStream.range(0, count).mapToObj(SettlementTest::log).toList();
    }

    private Settlement refusing(Predicate<BodyOutcome> refused, boolean isOfRows) {
        return new Settlement(
                batch -> {
                    batches++;
                    if (batch.stream().anyMatch(refused)) {
                        throw new StoreFailure("refused", "", isOfRows, new IllegalStateException());
                    }
                    stored.addAll(batch);
                },
                () -> NOW);
    }

    private static boolean isOneOf(BodyOutcome outcome, Set<Long> ids) {
        return ids.contains(outcome.wanted().logId().value());
    }

    @Test
    void a_batch_that_is_taken_is_stored_at_once() {
        assertThat(refusing(it -> false, true).settle(logs(500))).hasSize(500);
        assertThat(batches).isOne();
    }

    @Test
    void the_refused_are_found_by_halving_and_kept_as_unreadable() {
        Set<Long> bad = Set.of(0L, 77L, 499L);
        List<BodyOutcome> batch = logs(500);

        List<BodyOutcome> settled = refusing(it -> it instanceof BodyOutcome.Archived && isOneOf(it, bad), true)
                .settle(batch);

        assertThat(settled).hasSize(500).isEqualTo(stored);
        assertThat(settled.stream().map(it -> it.wanted().logId()))
                .containsExactlyElementsOf(
                        batch.stream().map(it -> it.wanted().logId()).toList());
        assertThat(settled)
                .filteredOn(it -> isOneOf(it, bad))
                .allSatisfy(it -> assertThat(it).isInstanceOfSatisfying(BodyOutcome.Quarantined.class, kept -> {
                    assertThat(kept.reason()).isEqualTo("refused");
                    assertThat(kept.answer().content().length()).isOne();
                    assertThat(kept.again()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
                }));
        assertThat(batches).isLessThan(70);
    }

    @Test
    void one_that_cannot_be_kept_in_any_form_is_put_off() {
        List<BodyOutcome> settled = refusing(it -> !(it instanceof BodyOutcome.Failed) && isOneOf(it, Set.of(1L)), true)
                .settle(logs(3));

        assertThat(settled.get(1)).isInstanceOf(BodyOutcome.Failed.class);
        assertThat(stored).hasSize(3);
    }

    @Test
    void a_database_that_takes_nothing_at_all_is_a_failure() {
        assertThatThrownBy(() -> refusing(it -> isOneOf(it, Set.of(1L)), true).settle(logs(3)))
                .isInstanceOf(StoreFailure.class);
        batches = 0;
        assertThatThrownBy(() -> refusing(it -> true, false).settle(logs(500))).isInstanceOf(StoreFailure.class);
        assertThat(batches)
                .as("it is away, and rows have nothing to do with it")
                .isOne();
    }
}
