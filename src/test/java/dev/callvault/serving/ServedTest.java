package dev.callvault.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Callvault;
import dev.callvault.app.Scene;
import dev.callvault.app.daemon.Daemon;
import dev.callvault.archive.report.RunListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The daemon serves while it archives. */
class ServedTest {
    @Test
    void daemon_serves_from_its_start_to_its_end() throws IOException, InterruptedException {
        try (Scene scene = Scene.small();
                Callvault callvault = new Callvault(scene.settings(), scene.clock);
                Daemon daemon = callvault.daemon(RunListener.NONE)) {
            daemon.start();

            assertThat(get(daemon, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(daemon, "/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void daemon_archives_on_when_its_port_is_taken() throws IOException, InterruptedException {
        try (Scene scene = Scene.small();
                Callvault callvault = new Callvault(scene.settings(), scene.clock);
                Daemon first = callvault.daemon(RunListener.NONE)) {
            first.start();
            String port = String.valueOf(first.address().orElseThrow().getPort());
            try (Callvault other = new Callvault(
                            scene.with("CALLVAULT_SERVE_PORT", port).settings(), scene.clock);
                    Daemon second = other.daemon(RunListener.NONE)) {
                second.start();

                assertThat(second.address()).isEmpty();
                assertThat(get(first, "/health/live").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void daemon_serves_nothing_when_told_so() throws InterruptedException {
        try (Scene scene = Scene.small().with("CALLVAULT_SERVE_ENABLED", "false");
                Callvault callvault = new Callvault(scene.settings(), scene.clock);
                Daemon daemon = callvault.daemon(RunListener.NONE)) {
            daemon.start();

            assertThat(daemon.address()).isEmpty();
        }
    }

    private static HttpResponse<String> get(Daemon daemon, String path) throws IOException, InterruptedException {
        URI url = daemon.address().orElseThrow().resolve(path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
