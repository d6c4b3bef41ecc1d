package dev.callvault.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A lean provider over real HTTP: one thread for each connection, answers that are rendered beforehand, and nothing else, so
 * that whoever asks is what is measured. It knows no logins and checks nothing.
 */
final class Upstream implements AutoCloseable {
    private final World world;
    private final Answers answers;
    private final ServerSocket door;
    private final AtomicLong requests = new AtomicLong();
    private final CompletableFuture<Long> firstRequest = new CompletableFuture<>();
    private volatile byte[] head;
    private volatile long headSecond;

    private Upstream(World world, ServerSocket door) {
        this.world = world;
        this.answers = new Answers(world);
        this.door = door;
        this.head = head(0);
    }

    static Upstream of(World world) throws IOException {
        Upstream upstream = new Upstream(world, new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().name("upstream").start(upstream::accept);
        return upstream;
    }

    World world() {
        return world;
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/ws");
    }

    /** Where a log is. */
    URI log(long index) {
        return URI.create(baseUrl() + "/calls/log/" + (world.firstId() + index % world.calls()));
    }

    /** Requests so far. */
    long requests() {
        return requests.get();
    }

    /** When the first request came, by {@link System#nanoTime}. */
    CompletableFuture<Long> firstRequest() {
        return firstRequest;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = door.accept();
                connection.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the measurement is over
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            StringBuilder line = new StringBuilder();
            while (read(in, line)) {
                String target = line.substring("GET ".length(), line.lastIndexOf(" "));
                while (read(in, line) && !line.isEmpty()) {
                    line.setLength(0); // what the headers say does not matter
                }
                answer(out, target);
            }
        } catch (IOException gone) {
            // whoever asks may leave
        }
    }

    /** Reads a line; false at the end. */
    private static boolean read(InputStream in, StringBuilder line) throws IOException {
        line.setLength(0);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return true;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return false;
    }

    private void answer(OutputStream out, String target) throws IOException {
        requests.incrementAndGet();
        firstRequest.complete(System.nanoTime());
        if (world.latency().isPositive()) {
            LockSupport.parkNanos(world.latency().toNanos());
        }
        byte[] body = answers.to(target);
        byte[] length = (body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] start = head();
        if (body.length > 64 << 10) {
            out.write(start);
            out.write(length);
            out.write(body);
            return;
        }
        byte[] whole = new byte[start.length + length.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(length, 0, whole, start.length, length.length);
        System.arraycopy(body, 0, whole, start.length + length.length, body.length);
        out.write(whole);
    }

    private byte[] head() {
        long second = Clock.systemUTC().instant().getEpochSecond();
        if (second != headSecond) {
            head = head(second);
            headSecond = second;
        }
        return head;
    }

    private static byte[] head(long second) {
        String date = ZonedDateTime.ofInstant(java.time.Instant.ofEpochSecond(second), ZoneOffset.UTC)
                .format(DateTimeFormatter.RFC_1123_DATE_TIME);
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nDate: " + date
                        + "\r\nContent-Length: ")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
