package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link RunStore}, {@link Fence} and {@link Accounts} promise, whatever keeps it. */
public abstract class RunsAndFenceContract extends StoreContract {
    @Test
    void a_failed_run_does_not_forget_the_last_success() {
        assertThat(store.runs().lastSuccess(account.id(), "calls")).isEmpty();
        store.runs().record(account.id(), "calls", NOW, null, 2);
        store.runs().record(account.id(), "calls", NOW.plusSeconds(60), "out of reach", 3);

        assertThat(store.runs().lastSuccess(account.id(), "calls")).contains(NOW);
        assertThat(store.runs().lastSuccess(account.id(), "errors")).isEmpty();
        AccountStatus.StreamStatus calls =
                store.status().status(account, NOW).streams().getFirst();
        assertThat(calls.lastAttempt()).contains(NOW.plusSeconds(60));
        assertThat(calls.failure()).contains("out of reach");
        assertThat(calls.requests()).isEqualTo(5);
    }

    @Test
    void the_same_work_is_done_by_one_at_a_time_and_other_work_beside_it() {
        List<String> done = new ArrayList<>();
        store.fence().alone(account.id(), "calls", Duration.ZERO, () -> {
            assertThat(tried("calls", done)).isFalse();
            assertThat(tried("errors", done)).isTrue();
        });
        assertThat(tried("calls", done)).isTrue();
        assertThat(done).containsExactly("errors", "calls");
    }

    private boolean tried(String work, List<String> done) {
        return store.fence().alone(account.id(), work, Duration.ZERO, () -> done.add(work));
    }

    @Test
    void whoever_fails_leaves_the_fence() {
        assertThatThrownBy(() -> store.fence().alone(account.id(), "calls", Duration.ZERO, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(tried("calls", new ArrayList<>())).isTrue();
    }

    @Test
    void an_account_is_registered_once() {
        assertThat(store.accounts()
                        .register("default", URI.create("https://other.example.com/ws"), ZoneId.of("UTC"), NOW)
                        .id())
                .isEqualTo(account.id());
        assertThat(store.accounts().all()).hasSize(1).first().extracting("zone").isEqualTo(ZoneId.of("UTC"));
    }
}
