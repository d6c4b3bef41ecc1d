package dev.callvault.source.plum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.callvault.Proof;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.OutboundProxy;
import dev.callvault.source.SourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider whose certificate a company issued itself; it may be behind a proxy. */
@Proof
class PrivateAuthorityTest {
    private static final ListQuery QUERY = ListQuery.total(new TimeWindow(100, 200));
    private static final String PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private HttpsServer server;

    private final List<String> loginsForProxy = new CopyOnWriteArrayList<>();

    /** Asks the provider at this port through the proxy of the environment, trusting this file. */
    public static void main(String[] arguments) {
        URI url = URI.create("https://provider.example:" + arguments[0] + "/ws");
        try (PlumSource source = new PlumSource(
                PlumSettings.of(url, "user", "pass"),
                Clock.systemUTC(),
                new PlumClient(new OutboundProxy(System.getenv()), Optional.of(Path.of(arguments[1]))))) {
            System.out.print(source.listErrors(QUERY).total());
        } catch (SourceFailure failure) {
            System.out.print(failure.getMessage());
        }
    }

    @BeforeEach
    void start() throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,dns:provider.example",
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
            loginsForProxy.addAll(exchange.getRequestHeaders().getOrDefault("Proxy-Authorization", List.of()));
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
        keytool.command().addAll(List.of(arguments));
        keytool.command()
                .addAll(List.of(
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

    /** In a process of its own: Java decides only once whether it sends logins to proxies that tunnel. */
    private String said(String proxy) throws IOException, InterruptedException {
        ProcessBuilder asking = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PrivateAuthorityTest.class.getName(),
                Integer.toString(server.getAddress().getPort()),
                directory.resolve("ca.pem").toString());
        asking.environment().keySet().removeIf(it -> it.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        asking.environment().put("HTTPS_PROXY", proxy);
        Process process = asking.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private void tunnel(String request, Socket client, ScriptedProvider proxy) throws IOException {
        if (!request.contains("Proxy-Authorization: Basic bWU6c2Vj\r\n")) {
            client.getOutputStream()
                    .write("HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return;
        }
        try (Socket provider =
                new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(() -> pipe(client, provider));
            pipe(provider, client);
        }
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            return; // either end may hang up
        }
    }

    @Test
    void a_tunnel_gets_the_login_of_its_proxy_and_the_provider_does_not() throws IOException, InterruptedException {
        try (ScriptedProvider proxy = new ScriptedProvider(this::tunnel)) {
            String address = "127.0.0.1:" + proxy.url().getPort();

            assertThat(said("http://me:sec@" + address)).isEqualTo("0");
            assertThat(proxy.requests()).hasSize(1);
            assertThat(proxy.requests().getFirst())
                    .startsWith(
                            "CONNECT provider.example:" + server.getAddress().getPort())
                    .doesNotContain("\r\nAuthorization");
            assertThat(loginsForProxy).isEmpty();

            assertThat(said("http://" + address)).contains("the outbound proxy asks for a login (HTTP 407)");
            assertThat(said("http://me:wrong@" + address)).contains("the outbound proxy asks for a login (HTTP 407)");
        }
    }
}
