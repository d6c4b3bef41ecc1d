package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.Acknowledgement;
import dev.callvault.call.CallSummary;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.call.UnreadRow;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.Freshness;
import dev.callvault.store.status.Loss;
import dev.callvault.store.status.LossId;
import dev.callvault.store.status.LossStore;
import dev.callvault.store.status.Losses;
import dev.callvault.store.status.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The contract of {@link LossStore}, and of the figures that count what is open. */
public abstract class LossStoreContract extends StoreContract {
    private static final Acknowledgement HOW = new Acknowledgement(NOW, "alice", "outage of yesterday");
    private static final TimeWindow SPAN = new TimeWindow(T - 80, T - 60);

    private Losses losses() {
        return store.status().losses(account.id());
    }

    private AccountStatus status() {
        return store.status().status(account, NOW);
    }

    private boolean isAlarming() {
        return status().isIncomplete();
    }

    private LossStore.Outcome acknowledge(Loss<?>... what) {
        return store.status()
                .acknowledge(List.of(what).stream().<LossId>map(Loss::id).toList(), HOW);
    }

    private void acknowledgeAll() {
        store.status().acknowledge(losses().all().<LossId>map(Loss::id).toList(), HOW);
    }

    private int lose(TimeWindow... windows) {
        return store.listings().recordLostTime(account.id(), LogStream.CALLS, List.of(windows), "why", NOW);
    }

    private void saveDoubtful(String row, CoverageSpan... spans) {
        Doubt doubt =
                new Doubt("a row cannot be read", List.of(new UnreadRow(row, "log_id is null", OptionalLong.empty())));
        store.listings()
                .save(account.id(), new Listing(new Rows.Calls(List.of()), List.of(spans), NOW, Optional.of(doubt)));
    }

    /** One of every kind. */
    private void loseEverything() {
        lose(new TimeWindow(T - 300, T - 280));
        saveDoubtful("a", unproven(T - 80, T - 60, 1));
        save(List.of(call(1, T - 500)));
        save(List.of(new CallSummary(
                call(1, T - 400).logId(),
                new SessionId("100001;009;1"),
                "inbound",
                "1",
                "2",
                at(T - 400),
                at(T - 300))));
    }

    @Test
    void one_of_every_kind_counts_until_it_is_acknowledged_and_stays_on_record() {
        loseEverything();
        assertThat(losses().all().map(it -> it.id().kind()).distinct()).containsExactlyInAnyOrder(LossId.Kind.values());
        for (Loss<?> each : losses().all().toList()) {
            assertThat(isAlarming()).as("%s is open", each.id()).isTrue();
            assertThat(acknowledge(each).done()).containsExactly(each.id());
        }

        assertThat(isAlarming()).isFalse();
        assertThat(status().troubles(NOW, Freshness.withoutDaemon())).doesNotContain(Trouble.LOST, Trouble.UNPROVEN);
        assertThat(status().unproven()).isEmpty();
        assertThat(losses().open().isEmpty()).isTrue();
        assertThat(losses().all())
                .allSatisfy(it -> assertThat(it.acknowledged()).contains(HOW));
        assertThat(status().acknowledged()).isEqualTo(losses().all().count());

        saveDoubtful("b", unproven(T - 80, T - 60, 2));
        assertThat(status().unreadRows()).as("a new row").isOne();
        assertThat(status().unprovenSpans()).as("the same time").isZero();
        assertThat(isAlarming()).isTrue();
    }

    @Test
    void an_unknown_name_changes_nothing_and_an_acknowledged_one_stays_as_it_is() {
        lose(new TimeWindow(T - 300, T - 280), new TimeWindow(T - 200, T - 180));
        Loss<?> first = losses().gaps().getFirst();
        LossId nobody = new LossId(LossId.Kind.UNPROVEN, 987_654_321L);

        assertThat(store.status().acknowledge(List.of(first.id(), nobody), HOW))
                .isEqualTo(new LossStore.Outcome(List.of(), List.of(), List.of(nobody)));
        assertThat(status().gaps()).isEqualTo(2);

        acknowledge(first);
        assertThat(store.status()
                        .acknowledge(
                                losses().gaps().stream().<LossId>map(Loss::id).toList(),
                                new Acknowledgement(NOW.plusSeconds(60), "bob", "again")))
                .isEqualTo(
                        new LossStore.Outcome(List.of(losses().gaps().getLast().id()), List.of(first.id()), List.of()));
        assertThat(losses().gaps().getFirst().acknowledged()).contains(HOW);
        assertThat(store.status().acknowledge(List.of(), HOW).done()).isEmpty();
    }

    @Test
    void acknowledged_unproven_time_stays_so_however_it_is_listed_again_until_it_is_proven() {
        saveDoubtful("a", unproven(SPAN.from(), SPAN.to(), 1));
        acknowledgeAll();
        assertThat(store.listings().acknowledged(account.id(), LogStream.CALLS)).containsExactly(SPAN);

        saveDoubtful("a", unproven(SPAN.from(), SPAN.to(), 1));
        assertThat(isAlarming()).as("the same again").isFalse();
        saveDoubtful("a", unproven(T - 80, T - 70, 1), unproven(T - 70, T - 60, 1));
        assertThat(isAlarming()).as("in two pieces").isFalse();
        save(List.of(), proven(T - 75, T - 60, 0));
        assertThat(isAlarming()).as("a rest").isFalse();
        assertThat(losses().unproven()).hasSize(1);
        saveDoubtful("a", unproven(T - 90, T - 75, 1));
        assertThat(status().unprovenSpans()).as("more than was acknowledged").isOne();

        acknowledgeAll();
        save(List.of(), proven(T - 90, T - 75, 0));
        assertThat(losses().unproven()).isEmpty();
        assertThat(store.listings().acknowledged(account.id(), LogStream.CALLS)).isEmpty();
        saveDoubtful("a", unproven(T - 90, T - 75, 1));
        assertThat(status().unprovenSpans()).as("a new doubt").isOne();
    }

    @Test
    void acknowledged_unproven_time_that_is_lost_is_known_to_be_lost() {
        saveDoubtful("a", unproven(SPAN.from(), SPAN.to(), 1));
        acknowledgeAll();

        assertThat(lose(SPAN)).as("nothing that nobody knows").isZero();
        assertThat(losses().unproven()).isEmpty();
        assertThat(losses().gaps())
                .singleElement()
                .satisfies(it -> assertThat(it.acknowledged()).contains(HOW));
        assertThat(status().gaps()).isZero();
    }

    @Test
    void of_lost_time_only_what_was_acknowledged_is_known() {
        saveDoubtful("a", unproven(SPAN.from(), SPAN.to(), 1));
        acknowledgeAll();

        assertThat(lose(new TimeWindow(T - 100, T - 50))).isEqualTo(2);
        assertThat(status().gaps()).isEqualTo(2);
        assertThat(losses().gaps()).hasSize(3);
        assertThat(lose(new TimeWindow(T - 100, T - 50))).isZero();
    }

    @Test
    void a_lost_log_that_is_fetched_after_all_is_resolved_and_counts_again_when_it_is_lost_again() {
        long started = T - LogStream.CALLS.retention().toSeconds();
        save(List.of(call(1, started)));
        store.bodies().recordExpired(account.id(), NOW, Duration.ofDays(30));
        acknowledgeAll();
        assertThat(isAlarming()).isFalse();

        WantedBody lost = new WantedBody(new LogId(1), at(started), NOW, 0);
        store.bodies().settle(account.id(), "a", List.of(new BodyOutcome.Archived(lost, body("late"))), NOW);
        assertThat(losses().gaps()).as("it is there").isEmpty();
        store.bodies().wantAgain(account.id(), Map.of(lost.logId(), "damaged"), NOW);
        store.bodies().recordExpired(account.id(), NOW.plusSeconds(60), Duration.ofDays(30));

        assertThat(status().gaps()).as("lost again").isOne();
    }
}
