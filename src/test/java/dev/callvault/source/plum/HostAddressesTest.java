package dev.callvault.source.plum;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.OutboundProxy;
import dev.callvault.source.RetryPolicy;
import dev.callvault.source.RetryingSource;
import dev.callvault.source.Waiter;
import dev.callvault.wire.WireFormat;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider of which one address is dead; in a process of its own, where names are resolved by the test. */
@Proof
class HostAddressesTest {
    private static final String ANSWER = "{\"status\":\"success\",\"result\":{\"total_errors\":7,\"errors\":[]}}";

    private static final String HOST = "several.example";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    /** Asks from several threads at once, each with the usual retries. */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        HostAddresses.rememberBriefly();
        try (PlumSource source = new PlumSource(
                new PlumSettings(
                        URI.create(arguments[0]),
                        "user",
                        () -> "pass",
                        WireFormat.JSON,
                        PATIENCE,
                        1 << 20,
                        "test/1",
                        true),
                Clock.systemUTC(),
                new PlumClient(new OutboundProxy(Map.of()), Optional.empty()))) {
            RetryingSource retrying =
                    new RetryingSource(source, RetryPolicy.DEFAULT, Waiter.SLEEPING, new SplittableRandom(1));
            Iterable<Future<Long>> totals = IntStream.range(0, 4)
                    .<Future<Long>>mapToObj(it -> CompletableFuture.supplyAsync(
                            () -> retrying.listErrors(ListQuery.total(new TimeWindow(100, 200)))
                                    .total()))
                    .toList();
            for (Future<Long> total : totals) {
                System.out.print(total.get() + " ");
            }
        }
    }

    /** In place of a name server. */
    public static final class Names extends InetAddressResolverProvider {
        @Override
        public InetAddressResolver get(Configuration java) {
            return HostAddresses.over(new Fixed(java.builtinResolver()));
        }

        @Override
        public String name() {
            return "fixed";
        }
    }

    private record Fixed(InetAddressResolver usual) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            if (!host.equals(HOST)) {
                return usual.lookupByName(host, policy);
            }
            List<InetAddress> addresses = new ArrayList<>();
            for (String last : System.getProperty("addresses").split(",", -1)) {
                addresses.add(InetAddress.getByAddress(host, new byte[] {127, 0, 0, Byte.parseByte(last)}));
            }
            return addresses.stream();
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return usual.lookupByAddress(address);
        }
    }

    /** What the other process prints when the host has these addresses, each named by its last number. */
    private String said(URI provider, String addresses) throws IOException, InterruptedException {
        Path service = directory.resolve("META-INF/services/" + InetAddressResolverProvider.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, Names.class.getName());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Daddresses=" + addresses,
                        "-cp",
                        directory + File.pathSeparator + System.getProperty("java.class.path"),
                        HostAddressesTest.class.getName(),
                        "http://" + HOST + ":" + provider.getPort() + "/ws")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    void a_dead_first_address_is_passed_over() throws IOException, InterruptedException {
        try (ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(200, "", ANSWER))) {
            assertThat(said(provider.url(), "1,9")).isEqualTo("7 7 7 7 ");
            assertThat(said(provider.url(), "9,1")).isEqualTo("7 7 7 7 ");
            assertThat(said(provider.url(), "9")).contains("connection refused");
        }
    }

    @Test
    void java_finds_it() {
        assertThat(ServiceLoader.load(InetAddressResolverProvider.class))
                .hasAtLeastOneElementOfType(HostAddresses.class);
    }
}
