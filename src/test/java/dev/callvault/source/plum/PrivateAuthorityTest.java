package dev.callvault.source.plum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.OutboundProxy;
import dev.callvault.source.SourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider whose certificate a company issued itself. */
class PrivateAuthorityTest {
    private static final ListQuery QUERY = ListQuery.total(new TimeWindow(100, 200));
    private static final String PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12");
        keytool("-exportcert", "-rfc", "-file", directory.resolve("ca.pem").toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("store"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            byte[] answer = "{\"status\":\"success\",\"result\":{\"total_errors\":0,\"errors\":[]}}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.command().addAll(java.util.List.of(arguments));
        keytool.command()
                .addAll(java.util.List.of(
                        "-keystore", directory.resolve("store").toString(), "-storepass", PASSWORD, "-alias", "own"));
        Process process = keytool.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private PlumSource source(Optional<Path> authorities) {
        URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/ws");
        return new PlumSource(
                PlumSettings.of(url, "user", "pass"),
                Clock.systemUTC(),
                new PlumClient(new OutboundProxy(Map.of()), authorities));
    }

    @Test
    void a_file_of_certificates_makes_its_authority_known() {
        try (PlumSource trusting = source(Optional.of(directory.resolve("ca.pem")))) {
            assertThat(trusting.listErrors(QUERY).total()).isZero();
        }
    }

    @Test
    void what_nobody_vouches_for_is_not_asked_and_the_key_is_named() {
        try (PlumSource usual = source(Optional.empty())) {
            assertThatThrownBy(() -> usual.listErrors(QUERY))
                    .isInstanceOf(SourceFailure.Unreachable.class)
                    .hasMessageContaining("ca-file");
        }
    }
}
