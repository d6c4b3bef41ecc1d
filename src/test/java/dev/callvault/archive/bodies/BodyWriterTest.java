package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import dev.callvault.source.MemoryBudget;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.WantedBody;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BodyWriterTest {
    private static final int ALL = 8 << 20;

    private final MemoryBudget memory = new MemoryBudget(ALL);

    /** A large log takes more memory while it is read and redacted than when it is packed and waits to be stored. */
    @Test
    void the_next_log_can_come_while_a_packed_one_is_being_stored() {
        CountDownLatch mayBeStored = new CountDownLatch(1);
        List<BodyOutcome> stored = new CopyOnWriteArrayList<>();
        BodyOutcome large = archived(packed());
        MemoryBudget.Reservation own = memory.reserve();
        own.atLeast(ALL);

        try (BodyWriter writer = new BodyWriter(batch -> await(mayBeStored), stored::addAll)) {
            try {
                writer.put(large, own);
                memory.reserve()
                        .atLeast(ALL / 2); // waits until it is interrupted if the log keeps what it needs no more
                assertThat(stored).isEmpty();
            } finally {
                mayBeStored.countDown(); // or closing the writer would wait for ever
            }
        }

        assertThat(stored).containsExactly(large);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static BodyOutcome archived(Content log) {
        WantedBody wanted = new WantedBody(new LogId(1), Instant.EPOCH, Instant.EPOCH, 0);
        return new BodyOutcome.Archived(wanted, new CallBody(log, ""));
    }

    private static Content packed() {
        ContentBuilder content = new ContentBuilder();
        content.write(new byte[ALL], 0, ALL);
        return content.content();
    }

    private static BodyOutcome failed(long log) {
        WantedBody wanted = new WantedBody(new LogId(log), Instant.EPOCH, Instant.EPOCH, 0);
        return new BodyOutcome.Failed(wanted, "HTTP 500", Instant.EPOCH);
    }

    @Test
    void a_batch_ends_at_five_hundred_rows_or_eight_mebibytes() {
        CountDownLatch mayBeStored = new CountDownLatch(1);
        List<Integer> batches = new CopyOnWriteArrayList<>();
        Consumer<List<BodyOutcome>> store = batch -> {
            await(mayBeStored);
            batches.add(batch.size());
        };

        try (BodyWriter writer = new BodyWriter(store, batch -> {})) {
            try {
                writer.put(archived(packed()), memory.reserve());
                writer.put(archived(packed()), memory.reserve());
                LongStream.range(0, 1001).forEach(it -> writer.put(failed(it), memory.reserve()));
            } finally {
                mayBeStored.countDown();
            }
        }

        assertThat(batches).containsExactlyInAnyOrder(1, 1, 500, 500, 1);
    }

    @Test
    void what_is_stored_is_told_and_gives_its_memory_back() {
        List<BodyOutcome> stored = new CopyOnWriteArrayList<>();
        List<BodyOutcome> settled = new CopyOnWriteArrayList<>();
        BodyOutcome log = archived(Content.of(new byte[ALL / 2]));

        try (BodyWriter writer = new BodyWriter(stored::addAll, settled::addAll)) {
            MemoryBudget.Reservation own = memory.reserve();
            own.atLeast(ALL);
            writer.put(log, own);
        }

        assertThat(stored).containsExactly(log);
        assertThat(settled).containsExactly(log);
        assertThat(memory.free()).isEqualTo(ALL);
    }

    @Test
    void what_waits_to_be_stored_has_its_memory_reserved() {
        CountDownLatch mayBeStored = new CountDownLatch(1);
        try (BodyWriter writer = new BodyWriter(batch -> await(mayBeStored), batch -> {})) {
            try {
                writer.put(archived(Content.of(new byte[ALL / 2])), memory.reserve());

                assertThat(memory.free()).isLessThanOrEqualTo(ALL / 2);
            } finally {
                mayBeStored.countDown();
            }
        }
    }

    @Test
    void what_comes_alone_is_stored_although_nothing_follows() throws InterruptedException {
        CountDownLatch stored = new CountDownLatch(1);
        try (BodyWriter writer = new BodyWriter(batch -> stored.countDown(), batch -> {})) {
            writer.put(failed(1), memory.reserve());
            stored.await();
        }

        assertThat(stored.getCount()).isZero();
    }

    @Test
    void after_one_could_not_be_stored_nothing_more_is_taken_and_closing_says_why() {
        StoreFailure gone = new StoreFailure("the database is gone", "start it", new IllegalStateException());
        List<BodyOutcome> settled = new CopyOnWriteArrayList<>();
        BodyWriter writer = new BodyWriter(
                batch -> {
                    throw gone;
                },
                settled::addAll);
        MemoryBudget.Reservation own = memory.reserve();
        own.atLeast(ALL);
        writer.put(archived(Content.of(new byte[ALL])), own);
        memory.reserve().atLeast(ALL); // there is room again once it has failed

        assertThatThrownBy(() -> writer.put(failed(2), memory.reserve())).isSameAs(gone);

        assertThatThrownBy(writer::close).isSameAs(gone);
        assertThat(settled).isEmpty();
    }
}
