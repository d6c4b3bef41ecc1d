package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.Gap;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of {@link BodyStore}, for every implementation. */
public abstract class BodyStoreContract extends StoreContract {
    private static final Duration RETENTION = LogStream.CALLS.retention();
    private static final Duration GRACE = Duration.ofHours(24);
    private static final long HOUR = 3600;

    private List<WantedBody> claim(String node, int most, Instant now) {
        return store.bodies()
                .claim(account.id(), new BodyStore.Claim(most, node, now, now, now.plusSeconds(50), Instant.EPOCH));
    }

    private static List<Long> ids(List<WantedBody> wanted) {
        return wanted.stream().map(it -> it.logId().value()).toList();
    }

    private void settle(Instant now, BodyOutcome... outcomes) {
        store.bodies().settle(account.id(), "a", List.of(outcomes), now);
    }

    private String states() {
        return store.status().status(account, NOW).logStates().toString();
    }

    @Test
    void the_nearest_to_expiry_is_claimed_first_and_by_one_node_only() {
        save(List.of(call(1, T - 10), call(2, T - 30), call(3, T - 20)));
        List<List<Long>> claimed = new ArrayList<>();

        alone("a", () -> {
            claimed.add(ids(claim("a", 2, NOW)));
            alone("b", () -> {
                claimed.add(ids(claim("b", 5, NOW)));
                claimed.add(ids(claim("a", 5, NOW)));
            });
        });

        assertThat(claimed).containsExactly(List.of(2L, 3L), List.of(1L), List.of());
    }

    @Test
    void what_was_put_off_by_a_clock_that_was_ahead_is_due_at_once() {
        save(List.of(call(1, T - 10)));
        WantedBody wanted = claim("a", 1, NOW).getFirst();
        Instant ahead = NOW.plus(Duration.ofDays(2));
        settle(ahead, new BodyOutcome.Failed(wanted, "timed out", ahead.plusSeconds(120)));

        assertThat(ids(claim("a", 1, NOW))).containsExactly(1L);
    }

    private void alone(String node, Runnable round) {
        assertThat(store.fence().alone(account.id(), BodyStore.Claim.fence(node), Duration.ZERO, round))
                .isTrue();
    }

    @Test
    void a_claim_ends_with_its_round_by_its_time_or_when_it_is_given_back() {
        save(List.of(call(1, T - 10)));
        alone("a", () -> claim("a", 1, NOW));
        assertThat(ids(claim("b", 1, NOW))).as("the round has ended").containsExactly(1L);

        alone("a", () -> {
            assertThat(ids(claim("a", 1, NOW.plusSeconds(50))))
                    .as("its time has passed")
                    .containsExactly(1L);
            assertThat(claim("b", 1, NOW.plusSeconds(60))).isEmpty();
            store.bodies().giveBack(account.id(), "a", List.of(new LogId(1)));
            assertThat(ids(claim("b", 1, NOW.plusSeconds(60)))).as("given back").containsExactly(1L);
        });
        store.bodies().giveBack(account.id(), "a", List.of());
    }

    @Test
    void what_a_killed_round_had_claimed_by_a_clock_that_was_ahead_is_free_in_the_next_one() {
        save(List.of(call(1, T - 10)));
        alone("a", () -> claim("a", 1, NOW.plus(RETENTION)));

        alone("a", () -> {
            assertThat(claim("a", 1, NOW)).as("by its time").isEmpty();
            store.bodies().freeLeftovers(account.id(), "b");
            assertThat(claim("a", 1, NOW)).as("another node's").isEmpty();
            store.bodies().freeLeftovers(account.id(), "a");
            assertThat(ids(claim("a", 1, NOW))).containsExactly(1L);
        });
    }

    @Test
    void an_archived_body_is_wanted_no_more_and_settling_again_changes_nothing() {
        save(List.of(call(1, T - 10)));
        WantedBody wanted = claim("a", 1, NOW).getFirst();
        assertThat(wanted)
                .isEqualTo(new WantedBody(new LogId(1), at(T - 10), at(T - 10).plus(RETENTION), 0));

        settle(NOW, new BodyOutcome.Archived(wanted, body("log")));
        settle(NOW, new BodyOutcome.Archived(wanted, body("log")));

        assertThat(states()).isEqualTo("{archived=1}");
        assertThat(claim("a", 1, NOW)).isEmpty();
        assertThat(stored()).isOne();
    }

    private long stored() {
        return store.status().status(account, NOW).streams().getLast().stored();
    }

    @Test
    void what_did_not_come_is_asked_for_again_when_it_is_due_or_when_that_is_asked_for() {
        save(List.of(call(1, T - 10), call(2, T - 9), call(3, T - 8)));
        List<WantedBody> wanted = claim("a", 3, NOW);
        Instant again = NOW.plusSeconds(120);

        settle(
                NOW,
                new BodyOutcome.Unavailable(wanted.get(0), "none", again),
                new BodyOutcome.Failed(wanted.get(1), "500", again),
                new BodyOutcome.Quarantined(wanted.get(2), body("<html>"), "HTML", again));

        assertThat(states()).isEqualTo("{pending=1, quarantined=1, unavailable=1}");
        assertThat(stored()).as("a quarantined answer is not a log").isZero();
        assertThat(claim("a", 3, NOW.plusSeconds(119))).isEmpty();
        Instant later = NOW.plusSeconds(1);
        assertThat(store.bodies().claim(account.id(), new BodyStore.Claim(3, "a", later, later, again, later)))
                .hasSize(3);
        store.bodies()
                .giveBack(
                        account.id(),
                        "a",
                        wanted.stream().map(WantedBody::logId).toList());
        assertThat(claim("a", 3, again)).extracting(WantedBody::attempts).containsExactly(1, 1, 1);
    }

    @Test
    void a_quarantined_body_is_replaced_by_the_log_and_never_the_other_way_round() {
        save(List.of(call(1, T - 10)));
        WantedBody wanted = claim("a", 1, NOW).getFirst();
        settle(NOW, new BodyOutcome.Quarantined(wanted, body("<html>"), "HTML", NOW));
        settle(NOW, new BodyOutcome.Archived(wanted, body("log")));
        settle(NOW, new BodyOutcome.Quarantined(wanted, body("<html>"), "HTML", NOW));
        settle(NOW, new BodyOutcome.Unavailable(wanted, "none", NOW));
        settle(NOW, new BodyOutcome.Failed(wanted, "500", NOW));

        assertThat(states()).as("what a slow node brings late").isEqualTo("{archived=1}");
        assertThat(stored()).isOne();
        assertThat(claim("a", 1, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void what_a_node_brings_that_lost_its_claim_is_old_news_but_for_the_log_itself() {
        save(List.of(call(1, T - 10), call(2, T - 9), call(3, T - 8), call(4, T - 7)));
        List<WantedBody> wanted = claim("a", 4, NOW);
        Instant later = NOW.plusSeconds(60);
        assertThat(claim("b", 4, later)).hasSize(4);
        Instant again = later.plusSeconds(3600);

        settle(
                later,
                new BodyOutcome.Unavailable(wanted.get(0), "none", again),
                new BodyOutcome.Quarantined(wanted.get(1), body("<html>"), "HTML", again),
                new BodyOutcome.Failed(wanted.get(2), "500", again),
                new BodyOutcome.Archived(wanted.get(3), body("log")));

        assertThat(states()).isEqualTo("{archived=1, pending=3}");
        assertThat(stored()).isOne();
        store.bodies()
                .settle(account.id(), "b", List.of(new BodyOutcome.Unavailable(wanted.get(0), "none", again)), later);
        assertThat(states()).isEqualTo("{archived=1, pending=2, unavailable=1}");
        assertThat(claim("b", 4, later.plusSeconds(60)))
                .as("asked for in vain by nobody but the claimant")
                .extracting(WantedBody::attempts)
                .containsExactly(0, 0);
    }

    @Test
    void the_same_log_twice_in_a_batch_does_no_harm() {
        save(List.of(call(1, T - 10), call(2, T - 9)));
        List<WantedBody> wanted = claim("a", 2, NOW);
        Instant again = NOW.plusSeconds(120);

        settle(
                NOW,
                new BodyOutcome.Archived(wanted.get(0), body("log")),
                new BodyOutcome.Quarantined(wanted.get(1), body("<html>"), "HTML", again),
                new BodyOutcome.Archived(wanted.get(0), body("log")),
                new BodyOutcome.Quarantined(wanted.get(0), body("<html>"), "HTML", again),
                new BodyOutcome.Quarantined(wanted.get(1), body("<html>"), "HTML", again));

        assertThat(states()).isEqualTo("{archived=1, quarantined=1}");
        assertThat(stored()).isOne();
        assertThat(claim("a", 2, again)).extracting(WantedBody::attempts).containsExactly(1);
    }

    @Test
    void what_expires_is_lost_once_with_a_gap_and_gets_one_last_try() {
        long started = T - RETENTION.toSeconds();
        save(List.of(call(1, started), call(2, started + HOUR)));

        assertThat(expire(NOW.minusSeconds(1))).isZero();
        assertThat(expire(NOW)).isOne();
        assertThat(expire(NOW)).as("once").isZero();

        assertThat(states()).isEqualTo("{lost=1, pending=1}");
        assertThat(store.status().gaps(account.id()))
                .containsExactly(new Gap(
                        "bodies",
                        at(started),
                        at(started + 60),
                        new LogId(1),
                        "the log expired before it was requested",
                        NOW));
        WantedBody last = claim("a", 1, NOW).getFirst();
        assertThat(last.logId()).isEqualTo(new LogId(1));
        settle(NOW, new BodyOutcome.Unavailable(last, "none", NOW));
        expire(NOW);
        assertThat(ids(claim("a", 5, NOW))).as("it had its last try").containsExactly(2L);
        assertThat(states()).isEqualTo("{lost=1, pending=1}");
    }

    private int expire(Instant now) {
        return store.bodies().recordExpired(account.id(), now, GRACE);
    }

    @Test
    void every_state_but_archived_expires() {
        long started = T - RETENTION.toSeconds();
        save(List.of(call(1, started), call(2, started), call(3, started), call(4, started)));
        List<WantedBody> wanted = claim("a", 4, NOW);
        settle(
                NOW.minusSeconds(10),
                new BodyOutcome.Archived(wanted.get(0), body("log")),
                new BodyOutcome.Unavailable(wanted.get(1), "none", NOW),
                new BodyOutcome.Failed(wanted.get(2), "500", NOW),
                new BodyOutcome.Quarantined(wanted.get(3), body("<html>"), "HTML", NOW));

        assertThat(expire(NOW)).isEqualTo(3);
        assertThat(states()).isEqualTo("{archived=1, lost=3}");
        assertThat(store.status().gaps(account.id()))
                .extracting(Gap::reason)
                .contains("the log expired after 1 attempt: HTML");
    }

    @Test
    void after_the_grace_nothing_is_asked_for_any_more() {
        save(List.of(call(1, T - RETENTION.toSeconds())));

        expire(NOW.plus(GRACE));

        assertThat(claim("a", 1, NOW.plus(GRACE))).isEmpty();
    }

    @Test
    void a_body_that_comes_after_its_loss_resolves_the_gap() {
        save(List.of(call(1, T - RETENTION.toSeconds())));
        expire(NOW);
        WantedBody wanted = claim("a", 1, NOW).getFirst();

        settle(NOW, new BodyOutcome.Archived(wanted, body("log")));

        assertThat(states()).isEqualTo("{archived=1}");
        assertThat(store.status().gaps(account.id())).isEmpty();
    }

    @Test
    void a_body_that_is_lost_a_second_and_a_third_time_has_an_open_gap_each_time() {
        save(List.of(call(1, T - RETENTION.toSeconds())));
        expire(NOW);
        WantedBody lost = new WantedBody(new LogId(1), at(T - RETENTION.toSeconds()), NOW, 0);
        for (int days = 1; days <= 2; days++) {
            Instant later = NOW.plus(Duration.ofDays(days));
            settle(NOW, new BodyOutcome.Archived(lost, body("log")));
            assertThat(store.status().gaps(account.id())).isEmpty();
            store.bodies().wantAgain(account.id(), Map.of(lost.logId(), "damaged"), NOW);

            assertThat(expire(later)).isOne();

            assertThat(store.status().gaps(account.id()))
                    .singleElement()
                    .returns(new LogId(1), Gap::logId)
                    .returns(later, Gap::detectedAt);
            assertThat(expire(later.plusSeconds(1))).isZero();
            assertThat(store.status().gaps(account.id()))
                    .extracting(Gap::detectedAt)
                    .containsExactly(later);
        }
    }

    @Test
    void the_watermark_is_the_earliest_wanted_body_else_that_of_the_calls() {
        store.bodies().moveWatermark(account.id(), NOW);
        assertThat(completeThrough("bodies")).isEqualTo(Instant.MIN);
        save(List.of(call(1, T - 50), call(2, T - 40)), proven(T - 100, T, 2));
        store.bodies().moveWatermark(account.id(), NOW);
        assertThat(completeThrough("bodies")).isEqualTo(at(T - 50));

        List<WantedBody> wanted = claim("a", 2, NOW);
        settle(NOW, new BodyOutcome.Archived(wanted.get(0), body("log")));
        settle(NOW, new BodyOutcome.Unavailable(wanted.get(1), "none", NOW));
        store.bodies().moveWatermark(account.id(), NOW);
        assertThat(completeThrough("bodies"))
                .as("what the provider does not have yet is wanted")
                .isEqualTo(at(T - 40));

        settle(NOW, new BodyOutcome.Archived(wanted.get(1), body("log")));
        store.bodies().moveWatermark(account.id(), NOW);
        assertThat(completeThrough("bodies")).isEqualTo(NOW);

        save(List.of(call(3, T - 90)));
        store.bodies().moveWatermark(account.id(), NOW);
        assertThat(completeThrough("bodies")).as("a late call").isEqualTo(at(T - 90));
    }
}
