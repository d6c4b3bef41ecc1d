package dev.callvault.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SharedBudgetTest {
    private final HandMovedTime time = new HandMovedTime();

    @Test
    void spaces_requests_evenly() {
        SharedBudget budget = budget(2);

        request(budget);
        request(budget);
        time.pass(Duration.ofMillis(200));
        request(budget);

        assertThat(time.waits()).containsExactly(Duration.ofMillis(500), Duration.ofMillis(300));
    }

    @Test
    void saves_nothing_up_while_idle() {
        SharedBudget budget = budget(2);

        time.pass(Duration.ofHours(1));
        request(budget);
        request(budget);

        assertThat(time.waits()).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void zero_is_no_limit() {
        SharedBudget budget = budget(0);

        for (int i = 0; i < 1000; i++) {
            request(budget);
        }

        assertThat(time.waits()).isEmpty();
        assertThat(budget.requestsPerSecond()).isInfinite();
    }

    @Test
    void everyone_pauses_and_then_goes_at_half_the_rate() {
        SharedBudget budget = budget(2);

        budget.pushback(Duration.ofSeconds(60));
        request(budget);
        request(budget);

        assertThat(time.waits()).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(1));
    }

    @Test
    void a_pause_that_begins_while_one_waits_holds_it_up_too() {
        SharedBudget budget = budget(2);
        request(budget);
        time.duringNextWait(() -> budget.pushback(Duration.ofSeconds(60)));

        request(budget);

        assertThat(time.waits()).containsExactly(Duration.ofMillis(500), Duration.ofMillis(59_500));
    }

    @Test
    void requests_refused_together_lower_the_rate_once() {
        SharedBudget budget = budget(2);

        budget.pushback(Duration.ofSeconds(10));
        budget.pushback(Duration.ofSeconds(20));

        assertThat(budget.requestsPerSecond()).isEqualTo(1);
        request(budget);
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void recovers_gradually_and_never_beyond_the_cap() {
        SharedBudget budget = budget(2);
        budget.pushback(Duration.ofSeconds(1));

        budget.success();
        assertThat(budget.requestsPerSecond()).isCloseTo(1.02, within(1e-9));
        for (int i = 0; i < 1000; i++) {
            budget.success();
        }
        assertThat(budget.requestsPerSecond()).isEqualTo(2);
    }

    @Test
    void an_unlimited_rate_becomes_limited_and_unlimited_again() {
        SharedBudget budget = budget(0);

        budget.pushback(Duration.ofSeconds(1));
        assertThat(budget.requestsPerSecond()).isEqualTo(8);
        for (int i = 0; i < 300; i++) {
            budget.success();
        }
        assertThat(budget.requestsPerSecond()).isInfinite();
    }

    @Test
    void never_falls_to_a_standstill() {
        SharedBudget budget = budget(2);

        for (int i = 0; i < 50; i++) {
            budget.pushback(Duration.ofSeconds(1));
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(budget.requestsPerSecond()).isEqualTo(2.0 / 64);
    }

    @Test
    void holds_a_permit_until_the_request_is_over() throws InterruptedException {
        SharedBudget budget = budget(0, 1);
        budget.acquire(CallService.LOG);
        CountDownLatch second = new CountDownLatch(1);
        Thread waiting = Thread.startVirtualThread(() -> {
            budget.acquire(CallService.LOG);
            second.countDown();
        });

        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(second.getCount()).isEqualTo(1);
        budget.release();
        second.await();
    }

    @Test
    void an_interrupt_ends_the_waiting_and_leaves_the_permit() {
        SharedBudget budget = budget(1, 1);
        request(budget);
        time.duringNextWait(Thread.currentThread()::interrupt);

        assertThatThrownBy(() -> budget.acquire(CallService.LOG)).isInstanceOf(SourceFailure.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
        request(budget);
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void a_window_is_used_to_its_limit_with_hardly_a_refusal() {
        SharedBudget budget = budget(2);
        Window provider = new Window();
        Instant end = time.instant().plus(Duration.ofHours(2));

        while (time.instant().isBefore(end)) {
            budget.acquire(CallService.LOG);
            if (provider.answers(budget)) {
                budget.success();
            } else {
                budget.pushback(Duration.ofSeconds(30));
            }
            budget.release();
        }

        assertThat(provider.refusals).isLessThanOrEqualTo(2);
        assertThat(provider.used.subList(0, 8)).allMatch(it -> it >= 145);
    }

    @Test
    void a_share_of_the_window_is_kept_for_lists() {
        SharedBudget budget = budget(0);
        request(budget);
        budget.limited(new RateLimit(150, 8, Duration.ofMinutes(14)));

        budget.acquire(CallService.ERRORS);
        budget.release();
        assertThat(time.waits()).isEmpty();

        request(budget);
        assertThat(time.waits()).isNotEmpty();
    }

    @Test
    void nothing_left_holds_lists_up_too_until_the_reset() {
        SharedBudget budget = budget(0);
        budget.limited(new RateLimit(150, 0, Duration.ofMinutes(10)));

        budget.acquire(CallService.ERRORS);

        assertThat(time.waits()).containsExactly(Duration.ofMinutes(10));
    }

    @Test
    void nodes_share_the_rate() {
        MemoryLedger ledger = new MemoryLedger(time, 4);
        List<SharedBudget> nodes = List.of(
                new SharedBudget(2, 4, ledger.of("one"), time, time),
                new SharedBudget(2, 4, ledger.of("other"), time, time));
        Instant began = time.instant();

        for (int i = 0; i < 10; i++) {
            nodes.forEach(SharedBudgetTest::request);
        }

        assertThat(Duration.between(began, time.instant())).isEqualTo(Duration.ofMillis(19 * 500));
    }

    @Test
    void a_restarted_node_goes_on_at_the_rate_that_was_found() {
        MemoryLedger ledger = new MemoryLedger(time, 4);
        new SharedBudget(2, 4, ledger.of("one"), time, time).pushback(Duration.ofSeconds(60));
        SharedBudget restarted = new SharedBudget(2, 4, ledger.of("two"), time, time);

        request(restarted);

        assertThat(restarted.requestsPerSecond()).isEqualTo(1);
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void an_unlimited_rate_costs_the_ledger_nothing_for_each_request() {
        MemoryLedger ledger = new MemoryLedger(time, 4);
        SharedBudget budget = new SharedBudget(0, 4, ledger.of("node"), time, time);

        for (int i = 0; i < 10_000; i++) {
            request(budget);
        }

        assertThat(ledger.exchanges()).isOne();
    }

    @Test
    void after_a_freeze_there_is_no_burst() {
        SharedBudget budget = budget(2);
        request(budget);
        time.duringNextWait(() -> time.pass(Duration.ofMinutes(5)));

        Instant before = time.instant();
        request(budget);
        request(budget);
        request(budget);

        assertThat(Duration.between(before.plus(Duration.ofMinutes(5)), time.instant()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    /** A provider with 150 requests in 15 minutes. */
    private final class Window {
        private final List<Integer> used = new ArrayList<>();
        private Instant resetAt = Instant.MIN;
        private int refusals;

        boolean answers(SharedBudget budget) {
            if (!time.instant().isBefore(resetAt)) {
                resetAt = time.instant().plus(Duration.ofMinutes(15));
                used.add(0);
            }
            boolean isRefused = used.getLast() >= 150;
            refusals += isRefused ? 1 : 0;
            if (!isRefused) {
                used.add(used.removeLast() + 1);
            }
            budget.limited(new RateLimit(150, 150 - used.getLast(), Duration.between(time.instant(), resetAt)));
            return !isRefused;
        }
    }

    private SharedBudget budget(double requestsPerSecond) {
        return budget(requestsPerSecond, 4);
    }

    private SharedBudget budget(double requestsPerSecond, int concurrency) {
        return new SharedBudget(
                requestsPerSecond, concurrency, new MemoryLedger(time, concurrency).of("node"), time, time);
    }

    private static void request(RequestBudget budget) {
        budget.acquire(CallService.LOG);
        budget.release();
    }
}
