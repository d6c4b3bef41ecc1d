package dev.callvault.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final long ALL = 4 << 20;

    private final MemoryBudget memory = new MemoryBudget(ALL);

    @Test
    void a_heap_in_which_nothing_could_be_archived_is_too_small() {
        assertThat(MemoryBudget.tooSmall(43L << 20))
                .hasValueSatisfying(
                        it -> assertThat(it).contains("43 MiB", "72 MiB", "CALLVAULT_JAVA_OPTIONS=-Xmx256m"));
        assertThat(MemoryBudget.tooSmall(74L << 20)).isEmpty();
    }

    @Test
    void what_is_larger_than_everything_takes_everything() {
        try (MemoryBudget.Reservation alone = memory.reserve()) {
            alone.atLeast(100 * ALL);
            alone.atLeast(1);

            assertThat(memory.free()).isZero();
        }
        assertThat(memory.free()).isEqualTo(ALL);
    }

    @Test
    void small_ones_go_beside_each_other() {
        try (MemoryBudget.Reservation one = memory.reserve();
                MemoryBudget.Reservation other = memory.reserve()) {
            one.atLeast(ALL / 2);
            other.atLeast(ALL / 4);

            assertThat(memory.free()).isBetween(ALL / 8, ALL / 4);
        }
    }

    @Test
    void what_is_needed_no_more_is_given_back() {
        try (MemoryBudget.Reservation one = memory.reserve()) {
            one.atLeast(ALL);
            one.atMost(ALL / 4);
            assertThat(memory.free()).isBetween(ALL / 2, ALL);

            one.atMost(ALL);
            assertThat(memory.free()).isBetween(ALL / 2, ALL);
        }
        assertThat(memory.free()).isEqualTo(ALL);
    }

    @Test
    void two_that_grow_do_not_wait_for_each_other() throws ExecutionException, InterruptedException {
        MemoryBudget.Reservation one = memory.reserve();
        MemoryBudget.Reservation other = memory.reserve();
        one.atLeast(ALL / 3);
        other.atLeast(ALL / 3);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> grow(one));
            Future<?> second = threads.submit(() -> grow(other));
            first.get();
            second.get();
        }

        assertThat(memory.free()).isEqualTo(ALL);
    }

    private static void grow(MemoryBudget.Reservation reservation) {
        reservation.atLeast(ALL);
        reservation.close();
    }

    @Test
    void an_interrupt_ends_the_wait_and_reserves_nothing() {
        MemoryBudget.Reservation waiting = memory.reserve();
        waiting.atLeast(ALL / 2);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> waiting.atLeast(ALL)).isInstanceOf(SourceFailure.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
        waiting.close();
        assertThat(memory.free()).isEqualTo(ALL);
    }
}
