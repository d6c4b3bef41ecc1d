package dev.callvault.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The JDK's HTTP client with nothing around it, which drains logs and throws them away. */
@SuppressWarnings("InterruptedExceptionSwallowed") // whoever interrupts a measurement ends it
final class BareClient {
    private static final int[] CONCURRENCIES = {2, 4, 8, 16, 32};

    private final Upstream upstream;

    BareClient(Upstream upstream) {
        this.upstream = upstream;
    }

    /** The concurrency at which most logs come. */
    int bestConcurrency(long logs) throws Exception {
        int best = 0;
        double most = 0;
        drain(logs, CONCURRENCIES[0]);
        for (int concurrency : CONCURRENCIES) {
            double rate = drain(logs, concurrency);
            if (rate > most) {
                most = rate;
                best = concurrency;
            }
        }
        return best;
    }

    /** Logs a second. */
    double drain(long logs, int concurrency) throws Exception {
        AtomicLong next = new AtomicLong();
        long begun = System.nanoTime();
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < concurrency; i++) {
                running.add(workers.submit(() -> drain(client, next, logs)));
            }
            for (Future<Long> worker : running) {
                worker.get();
            }
        }
        return logs / Seconds.since(begun);
    }

    private long drain(HttpClient client, AtomicLong next, long logs) throws IOException, InterruptedException {
        long bytes = 0;
        for (long index = next.getAndIncrement(); index < logs; index = next.getAndIncrement()) {
            HttpRequest request = HttpRequest.newBuilder(upstream.log(index)).build();
            bytes += client.send(request, BodyHandlers.ofByteArray()).body().length;
        }
        return bytes;
    }
}
