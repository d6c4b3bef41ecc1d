package dev.callvault.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T20:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore beats = new Semaphore(0);

    @SuppressWarnings("NullAway.Init")
    private HttpServer watch;

    @SuppressWarnings("NullAway.Init")
    private Heartbeat heartbeat;

    @BeforeEach
    void start() throws IOException {
        watch = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        watch.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            beats.release();
        });
        watch.start();
        URI url = URI.create("http://127.0.0.1:" + watch.getAddress().getPort() + "/beat");
        heartbeat = new Heartbeat(url, INTERVAL, () -> asked.incrementAndGet() > 0, now::get);
    }

    @AfterEach
    void close() {
        heartbeat.close();
        watch.stop(0);
    }

    @Test
    void beats_once_an_interval_also_after_the_clock_was_put_back() throws InterruptedException {
        heartbeat.succeeded();
        await();
        pass(INTERVAL.minusSeconds(1));
        heartbeat.succeeded();
        assertThat(asked).as("within the interval").hasValue(1);

        pass(Duration.ofDays(-365));
        heartbeat.succeeded();
        await();
        pass(INTERVAL);
        heartbeat.succeeded();
        await();
        assertThat(asked).hasValue(3);
    }

    private void await() throws InterruptedException {
        assertThat(beats.tryAcquire(2, TimeUnit.MINUTES)).isTrue();
    }

    private void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }
}
