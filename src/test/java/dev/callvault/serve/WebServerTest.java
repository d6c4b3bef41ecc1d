package dev.callvault.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.store.StoreFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebServerTest {
    private static final Door DOOR = new Door(new Logins(List.of(), InstantSource.system()));

    @Test
    void a_port_that_another_program_has_is_said_to_be_taken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebServer server = new WebServer("127.0.0.1", other.getLocalPort(), DOOR, List.of())) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(ServeFailure.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + other.getLocalPort()
                            + ": another program is using this port; set serve.port");
        }
    }

    @Test
    void an_archive_that_cannot_answer_now_says_so_in_a_sentence() throws IOException, InterruptedException {
        Routes busy = routes -> {
            var unused = routes.get("/calls", context -> {
                throw new StoreFailure(
                        "could not search the logs: too many other queries are running",
                        "Try again in a moment.",
                        new IllegalStateException("12 waiting"));
            });
        };
        try (WebServer server = new WebServer("127.0.0.1", 0, DOOR, List.of(busy));
                HttpClient client = HttpClient.newHttpClient()) {
            server.start();

            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(server.address().resolve("/calls")).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.body())
                    .isEqualTo(
                            "This cannot be answered at the moment: could not search the logs: too many other queries"
                                    + " are running. Try again in a moment.\n");
        }
    }

    @Test
    void a_download_that_fails_before_its_first_byte_is_answered_whole() throws IOException, InterruptedException {
        Routes failing = routes -> {
            var unused = routes.get("/log", context -> {
                context.header("Content-Disposition", "attachment; filename=1.log");
                context.res().setContentLengthLong(100);
                throw new StoreFailure("could not read a log", "Try again.", new IllegalStateException("away"));
            });
        };
        try (WebServer server = new WebServer("127.0.0.1", 0, DOOR, List.of(failing));
                HttpClient client = HttpClient.newHttpClient()) {
            server.start();

            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(server.address().resolve("/log")).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
            assertThat(answer.body())
                    .isEqualTo("This cannot be answered at the moment: could not read a log. Try again.\n");
        }
    }
}
