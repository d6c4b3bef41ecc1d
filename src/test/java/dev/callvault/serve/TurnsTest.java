package dev.callvault.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flood of guesses waits behind itself. */
@Timeout(120)
class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> served = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final CountDownLatch firstHash = new CountDownLatch(1);
    private final List<Thread> visitors = new ArrayList<>();

    @Test
    void another_address_waits_for_two_at_most() throws InterruptedException {
        flood("192.0.2.1 ann", 50);
        visit("198.51.100.7 ann", false, "right");

        serveAll();

        assertThat(served.indexOf("right")).isLessThanOrEqualTo(2);
    }

    @Test
    void another_name_from_the_same_address_waits_for_two_at_most() throws InterruptedException {
        flood("192.0.2.1 ann", 50);
        visit("192.0.2.1 bob", false, "right");

        serveAll();

        assertThat(served.indexOf("right")).isLessThanOrEqualTo(2);
    }

    @Test
    void the_newest_is_served_at_once_after_a_burst_on_the_same_name_from_the_same_address()
            throws InterruptedException {
        flood("192.0.2.1 ann", 50);
        visit("192.0.2.1 ann", false, "right");

        serveAll();

        assertThat(served.indexOf("right")).isLessThanOrEqualTo(2);
    }

    @Test
    void whoever_waits_is_not_pushed_aside_by_newer_guesses() throws InterruptedException {
        visitFirst("192.0.2.1 ann");
        visit("192.0.2.1 ann", false, "right");
        for (int i = 0; i < 50; i++) {
            visit("192.0.2.1 ann", false, "wrong");
        }

        serveAll();

        assertThat(served.indexOf("right")).isLessThanOrEqualTo(2);
    }

    @Test
    void a_password_that_was_right_before_goes_first() throws InterruptedException {
        flood("192.0.2.1 ann", 50);
        visit("192.0.2.1 ann", true, "right");
        for (int i = 0; i < 50; i++) {
            visit("192.0.2.1 ann", false, "wrong");
        }

        serveAll();

        assertThat(served.indexOf("right")).isEqualTo(1);
    }

    @Test
    void a_flood_beyond_all_measure_turns_itself_away() throws InterruptedException {
        flood("192.0.2.1 ann", Turns.MAX_WAITING);
        visit("198.51.100.7 ann", false, "right");
        for (int i = 0; i < 50; i++) {
            int before = turnedAway.get();
            visitors.add(Thread.startVirtualThread(() -> guess("192.0.2.1 ann", false, "wrong")));
            await(() -> turnedAway.get() > before);
        }

        serveAll();

        assertThat(served.indexOf("right")).isLessThanOrEqualTo(2);
        assertThat(turnedAway).hasValue(51);
        assertThat(turns.waiting()).isZero();
    }

    private void flood(String lane, int guesses) throws InterruptedException {
        visitFirst(lane);
        for (int i = 0; i < guesses; i++) {
            visit(lane, false, "wrong");
        }
    }

    /** Its hash lasts until all have come. */
    private void visitFirst(String lane) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        visitors.add(Thread.startVirtualThread(() -> turns.take(lane, false, () -> {
            begun.countDown();
            try {
                firstHash.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            served.add("wrong");
            return false;
        })));
        begun.await();
    }

    private void visit(String lane, boolean isProbablyRight, String name) {
        int before = turns.waiting() + turnedAway.get();
        visitors.add(Thread.startVirtualThread(() -> guess(lane, isProbablyRight, name)));
        await(() -> turns.waiting() + turnedAway.get() > before);
    }

    private void guess(String lane, boolean isProbablyRight, String name) {
        try {
            var unused = turns.take(lane, isProbablyRight, () -> served.add(name));
        } catch (TooManyGuesses many) {
            turnedAway.incrementAndGet();
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private void serveAll() throws InterruptedException {
        firstHash.countDown();
        for (Thread visitor : visitors) {
            visitor.join();
        }
    }
}
