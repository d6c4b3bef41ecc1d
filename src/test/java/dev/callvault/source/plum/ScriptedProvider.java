package dev.callvault.source.plum;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A bare socket that responds to each request as scripted, and so can break every rule of HTTP. */
final class ScriptedProvider implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Script script;

    ScriptedProvider(Script script) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    void then(Script next) {
        script = next;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/ws");
    }

    /** The heads of the requests so far. */
    List<String> requests() {
        return requests;
    }

    static Script answers(int status, String headers, byte[] body) {
        return (request, connection, provider) -> {
            OutputStream out = connection.getOutputStream();
            out.write(("HTTP/1.1 " + status + " X\r\n" + headers + "Connection: close\r\nContent-Length: " + body.length
                            + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(body);
            out.flush();
        };
    }

    static Script answers(int status, String headers, String body) {
        return answers(status, headers, body.getBytes(UTF_8));
    }

    /** Writes this and then stays silent, with the connection open, until the test ends. */
    static Script stalls(String begun) {
        return (request, connection, provider) -> {
            connection.getOutputStream().write(begun.getBytes(ISO_8859_1));
            connection.getOutputStream().flush();
            provider.closed.await();
        };
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            String request = head(connection.getInputStream());
            requests.add(request);
            script.answer(request, connection, this);
        } catch (IOException clientLeft) {
            // some clients are meant to leave early
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }

    /** Responds to one request, then closes the connection. */
    interface Script {
        void answer(String request, Socket connection, ScriptedProvider provider)
                throws IOException, InterruptedException;
    }
}
