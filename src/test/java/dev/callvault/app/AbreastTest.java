package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several at once within a bound, results in order, one's trouble its own. */
class AbreastTest {
    @Test
    void so_many_are_at_it_at_once_and_no_more() {
        CyclicBarrier together = new CyclicBarrier(Abreast.AT_ONCE);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        List<Integer> results = Abreast.each(numbers(Abreast.AT_ONCE * 3), it -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            meet(together);
            inside.decrementAndGet();
            return it * 2;
        });

        assertThat(results)
                .isEqualTo(
                        numbers(Abreast.AT_ONCE * 3).stream().map(it -> it * 2).toList());
        assertThat(most.get()).isEqualTo(Abreast.AT_ONCE);
    }

    @Test
    void one_that_fails_unexpectedly_ends_no_other() {
        AtomicInteger done = new AtomicInteger();

        assertThatThrownBy(() -> Abreast.each(numbers(20), it -> {
                    if (it == 3) {
                        throw new IllegalStateException("a fault");
                    }
                    return done.incrementAndGet();
                }))
                .hasRootCauseMessage("a fault");

        assertThat(done).hasValue(19);
    }

    @Test
    void an_interrupt_reaches_those_that_run_and_those_that_wait() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(Abreast.AT_ONCE);
        AtomicInteger stopped = new AtomicInteger();
        Thread caller = Thread.ofVirtual().unstarted(() -> {
            List<Boolean> results = Abreast.each(numbers(30), it -> {
                busy.countDown();
                return waitForEver();
            });
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            stopped.addAndGet((int) results.stream().filter(it -> it).count());
        });
        caller.start();
        busy.await();
        caller.interrupt();
        caller.join();

        assertThat(stopped).hasValue(30);
    }

    private static boolean waitForEver() {
        try {
            new CountDownLatch(1).await();
            return false;
        } catch (InterruptedException stopping) {
            return true;
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | java.util.concurrent.BrokenBarrierException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
