package dev.callvault.bench;

import dev.callvault.bench.Measured.Goal;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** That the upstream is not what is measured: how much more it answers to bare sockets than to the bare HTTP client. */
@SuppressWarnings("InterruptedExceptionSwallowed") // whoever interrupts a measurement ends it
final class Ceiling implements Figure {
    private static final int CONNECTIONS = 8;

    @Override
    public String name() {
        return "ceiling";
    }

    @Override
    public List<Measured> measure(Lab lab) throws Exception {
        World world = World.recent(lab.scaled(40_000), 2000, lab.now());
        try (Upstream upstream = Upstream.of(world)) {
            BareClient client = new BareClient(upstream);
            int concurrency = client.bestConcurrency(world.calls());
            Map<String, Samples> sides = new Rounds()
                    .side("sockets", () -> drain(upstream))
                    .side("client", () -> client.drain(world.calls(), concurrency))
                    .measure(lab.rounds());
            Samples sockets = Objects.requireNonNull(sides.get("sockets"));
            return List.of(new Measured(
                    "upstream",
                    "answers/s to bare sockets over those to the bare client",
                    sockets.over(Objects.requireNonNull(sides.get("client"))),
                    Goal.atLeast(1.5),
                    Map.of("answers/s to bare sockets", sockets)));
        }
    }

    private static double drain(Upstream upstream) throws Exception {
        long each = upstream.world().calls() / CONNECTIONS;
        long begun = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                running.add(workers.submit(() -> drain(upstream, each)));
            }
            for (Future<Long> worker : running) {
                worker.get();
            }
        }
        return each * CONNECTIONS / Seconds.since(begun);
    }

    private static long drain(Upstream upstream, long logs) throws IOException {
        try (Socket socket =
                new Socket(upstream.baseUrl().getHost(), upstream.baseUrl().getPort())) {
            socket.setTcpNoDelay(true);
            DataInputStream in =
                    new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 16 << 10));
            OutputStream out = socket.getOutputStream();
            long bytes = 0;
            for (long index = 0; index < logs; index++) {
                String request = "GET " + upstream.log(index).getPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
                out.write(request.getBytes(StandardCharsets.US_ASCII));
                bytes += answer(in);
            }
            return bytes;
        }
    }

    @SuppressWarnings("deprecation") // a header is ASCII
    private static int answer(DataInputStream in) throws IOException {
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        in.readFully(new byte[length]);
        return length;
    }
}
