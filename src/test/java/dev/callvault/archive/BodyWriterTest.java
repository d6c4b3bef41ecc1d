package dev.callvault.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import dev.callvault.source.MemoryBudget;
import dev.callvault.store.BodyOutcome;
import dev.callvault.store.WantedBody;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BodyWriterTest {
    private static final int ALL = 8 << 20;

    private final MemoryBudget memory = new MemoryBudget(ALL);

    /** While it is read and redacted a large log takes more than when it is packed and waits to be stored. */
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
}
