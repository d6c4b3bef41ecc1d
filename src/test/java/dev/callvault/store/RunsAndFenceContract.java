package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.Account;
import dev.callvault.store.coordination.Fence;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.status.AccountStatus;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contracts of {@link RunStore}, {@link Fence} and {@link Accounts}, for every implementation. */
public abstract class RunsAndFenceContract extends StoreContract {
    @Test
    void the_usual_distance_of_runs_follows_them_and_one_outage_does_not_become_usual() {
        assertThat(usual(0)).isEmpty();
        assertThat(usual(100)).contains(Duration.ofSeconds(100));
        assertThat(usual(200)).contains(Duration.ofSeconds(100));
        store.runs().record(account.id(), "calls", NOW.plusSeconds(250), "out of reach", 1);
        assertThat(usual(100_000)).as("a day of outage").contains(Duration.ofSeconds(250));
        assertThat(usual(100_100)).contains(Duration.ofSeconds(175));
    }

    private Optional<Duration> usual(long second) {
        store.runs().record(account.id(), "calls", NOW.plusSeconds(second), null, 1);
        return store.status().status(account, NOW).streams().getFirst().usualDistance();
    }

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
    void who_waits_enters_once_the_others_have_left() throws InterruptedException {
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        Thread other = Thread.ofVirtual()
                .start(() -> store.fence().alone(account.id(), "calls", Duration.ZERO, () -> {
                    entered.countDown();
                    await(mayLeave);
                    done.add("first");
                }));
        await(entered);
        Thread waiting = Thread.ofVirtual()
                .start(() -> store.fence().alone(account.id(), "calls", Duration.ofHours(1), () -> done.add("second")));
        mayLeave.countDown();
        other.join();
        waiting.join();

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void who_is_interrupted_while_waiting_does_nothing() throws InterruptedException {
        AtomicBoolean wasInterrupted = new AtomicBoolean();
        store.fence().alone(account.id(), "calls", Duration.ZERO, () -> {
            Thread waiting = Thread.ofVirtual().start(() -> {
                boolean done = store.fence().alone(account.id(), "calls", Duration.ofHours(1), () -> {});
                wasInterrupted.set(!done && Thread.currentThread().isInterrupted());
            });
            waiting.interrupt();
            join(waiting);
        });

        assertThat(wasInterrupted).isTrue();
        assertThat(tried("calls", new ArrayList<>())).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    @Test
    void whoever_fails_leaves_the_fence() {
        assertThatThrownBy(() -> store.fence().alone(account.id(), "calls", Duration.ZERO, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(tried("calls", new ArrayList<>())).isTrue();
    }

    private static final ProviderLogin ARCHIVED = new ProviderLogin(URI.create("https://example.com/ws"), "user");

    @Test
    void an_account_is_registered_once_whatever_its_port_and_zone() {
        ProviderLogin elsewhere = new ProviderLogin(URI.create("http://EXAMPLE.com:8080/ws"), "user");

        assertThat(store.accounts()
                        .register("default", elsewhere, ZoneId.of("UTC"), NOW)
                        .id())
                .isEqualTo(account.id());
        assertThat(store.accounts().all()).hasSize(1).first().extracting("zone").isEqualTo(ZoneId.of("UTC"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example.com/ws, user, user at other.example.com/ws",
        "https://example.com/second/ws, user, user at example.com/second/ws",
        "https://example.com/ws, other, other at example.com/ws"
    })
    void another_customer_under_the_same_name_is_refused_until_it_is_said_to_be_the_same(
            URI url, String login, String shown) {
        ProviderLogin other = new ProviderLogin(url, login);

        assertThatThrownBy(() -> store.accounts().register("default", other, ZoneId.of("UTC"), NOW))
                .isInstanceOf(AccountRefused.class)
                .hasMessage(
                        "account default: the archive holds records of user at example.com/ws under this name, but it is configured with "
                                + shown + "; records of two customers must not be mixed")
                .extracting(it -> ((AccountRefused) it).hint())
                .asString()
                .contains("callvault account moved default");
        assertThat(store.accounts().all()).containsExactly(account);

        assertThat(store.accounts().move("default", other)).isTrue();
        assertThat(store.accounts()
                        .register("default", other, ZoneId.of("UTC"), NOW)
                        .id())
                .isEqualTo(account.id());
        assertThatThrownBy(() -> store.accounts().register("default", ARCHIVED, ZoneId.of("UTC"), NOW))
                .isInstanceOf(AccountRefused.class);
    }

    @Test
    void the_same_customer_under_another_name_is_refused_until_the_account_is_renamed() {
        assertThatThrownBy(() -> store.accounts().register("second", ARCHIVED, ZoneId.of("UTC"), NOW))
                .isInstanceOf(AccountRefused.class)
                .hasMessage(
                        "account second: it is configured with user at example.com/ws, which account default archives already")
                .extracting(it -> ((AccountRefused) it).hint())
                .asString()
                .contains("callvault account rename default second");
        assertThat(store.accounts().all()).containsExactly(account);

        assertThat(store.accounts().rename("default", "second")).isTrue();
        assertThat(store.accounts()
                        .register("second", ARCHIVED, ZoneId.of("UTC"), NOW)
                        .id())
                .isEqualTo(account.id());
        assertThatThrownBy(() -> store.accounts().register("default", ARCHIVED, ZoneId.of("UTC"), NOW))
                .isInstanceOf(AccountRefused.class);
    }

    @Test
    void looking_for_an_account_changes_nothing_and_refuses_what_registering_would() {
        ProviderLogin moved = new ProviderLogin(URI.create("https://example.com/ws"), "other");

        assertThat(store.accounts().known("default", ARCHIVED)).contains(account);
        assertThat(store.accounts().known("second", moved)).isEmpty();
        assertThatThrownBy(() -> store.accounts().known("default", moved))
                .isInstanceOf(AccountRefused.class)
                .hasMessageContaining("must not be mixed");
        assertThatThrownBy(() -> store.accounts().known("second", ARCHIVED))
                .isInstanceOf(AccountRefused.class)
                .hasMessageContaining("archives already");
        assertThat(store.accounts().all()).containsExactly(account);
    }

    @Test
    void an_account_takes_neither_the_name_nor_the_customer_of_another() {
        ProviderLogin other = new ProviderLogin(URI.create("https://example.com/ws"), "other");
        Account second = store.accounts().register("second", other, ZoneId.of("UTC"), NOW);

        assertThatThrownBy(() -> store.accounts().rename("second", "default"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.accounts().move("second", ARCHIVED)).isInstanceOf(AccountRefused.class);
        assertThat(store.accounts().rename("nobody", "third")).isFalse();
        assertThat(store.accounts().move("nobody", new ProviderLogin(URI.create("https://example.com/ws"), "third")))
                .isFalse();
        assertThat(store.accounts().all()).containsExactly(account, second);
    }
}
