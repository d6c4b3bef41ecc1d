package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseRenewalTest {
    @Test
    void goes_on_whatever_a_beat_fails_of() throws InterruptedException {
        AtomicInteger beats = new AtomicInteger();
        CountDownLatch outlived = new CountDownLatch(6);
        Runnable failing = () -> {
            outlived.countDown();
            switch (beats.getAndIncrement()) {
                case 0 -> throw new StoreFailure("away", "", new IllegalStateException());
                case 1 -> throw new IllegalStateException("a mistake");
                case 2 -> throw new AssertionError("a worse one");
                case 3 -> throw new OutOfMemoryError("of an array");
                default -> {}
            }
        };

        try (LeaseRenewal heart = new LeaseRenewal("test", Duration.ofMillis(1), failing)) {
            assertThat(heart).isNotNull();
            outlived.await();
        }

        assertThat(beats).hasValueGreaterThanOrEqualTo(5);
    }
}
