package dev.callvault.store.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.content.Content;
import dev.callvault.source.MemoryBudget;
import dev.callvault.store.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A log is far larger than what its readers may take together. */
class StoredContentTest {
    private static final LogPieces.Key KEY = new LogPieces.Key(1, 7, Instant.EPOCH, "00");
    private static final int READERS = 10;

    private final byte[] log = bytes(8 << 20);
    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final AtomicLong most = new AtomicLong();

    private final Content stored = new StoredContent(
            (key, from, length) -> {
                most.accumulateAndGet(memory.total() - memory.free(), Math::max);
                assertThat(memory.total() - memory.free()).isGreaterThanOrEqualTo(length);
                return Arrays.copyOfRange(log, (int) from, (int) Math.min(log.length, from + length));
            },
            KEY,
            log.length,
            memory);

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((i * 31) >> 3);
        }
        return bytes;
    }

    @Test
    void many_readers_at_once_take_no_more_than_the_budget() throws InterruptedException, ExecutionException {
        CountDownLatch all = new CountDownLatch(READERS);
        List<Future<byte[]>> hashes = new ArrayList<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (int i = 0; i < READERS; i++) {
                hashes.add(readers.submit(() -> {
                    all.countDown();
                    all.await();
                    return stored.sha256();
                }));
            }
            byte[] expected = Content.of(log).sha256();
            for (Future<byte[]> hash : hashes) {
                assertThat(hash.get()).isEqualTo(expected);
            }
        }
        assertThat(most.get()).isPositive().isLessThanOrEqualTo(memory.total());
        assertThat(memory.free()).isEqualTo(memory.total());
    }

    @Test
    void a_reader_who_has_enough_gives_its_memory_back() throws IOException {
        try (InputStream bytes = stored.open()) {
            assertThat(bytes.read()).isEqualTo(log[0] & 0xFF);
            assertThat(memory.free()).isLessThan(memory.total());
        }
        assertThat(memory.free()).isEqualTo(memory.total());
    }

    @Test
    void a_reader_may_begin_anywhere() throws IOException {
        try (InputStream bytes = stored.open(log.length - 3L)) {
            assertThat(bytes.readAllBytes()).isEqualTo(Arrays.copyOfRange(log, log.length - 3, log.length));
        }
    }

    @Test
    void a_log_that_was_replaced_meanwhile_is_not_continued() {
        Content replaced =
                new StoredContent((key, from, length) -> from == 0 ? new byte[length] : null, KEY, 1 << 20, memory);

        assertThatThrownBy(replaced::sha256)
                .isInstanceOf(StoreFailure.class)
                .hasMessage("could not read log 7: it was replaced or deleted meanwhile");
        assertThat(memory.free()).isEqualTo(memory.total());
    }
}
