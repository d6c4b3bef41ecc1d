package dev.callvault.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.callvault.app.Callvault;
import dev.callvault.app.MovableClock;
import dev.callvault.call.Account;
import dev.callvault.call.RawLine;
import dev.callvault.config.Settings;
import dev.callvault.config.read.SettingsLoader;
import dev.callvault.refine.RedactorInForce;
import dev.callvault.store.Accounts;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.LiveNode;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeStore;
import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.KeepTerm;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.memory.MemoryArchive;
import dev.callvault.store.memory.MemoryKeepStore;
import dev.callvault.store.memory.MemoryNodeStore;
import dev.callvault.store.reports.DirectoryEntry;
import dev.callvault.store.reports.ReportStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs of nodes that do not know the same, in memory, with every clock moved by hand. */
class NodesTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T20:00:00Z"));
    private final MemoryKeepStore keep = new MemoryKeepStore(clock);
    private final Accounts accounts = new MemoryArchive().ports().accounts();
    private final Zone zone = new Zone();
    private NodeStore registry = new MemoryNodeStore(clock);

    @TempDir
    private Path directory;

    /** Which zone the reports count by, and which numbers they name. */
    private static final class Zone implements ReportStore {
        private ZoneId used = ZoneId.of("UTC");
        private List<DirectoryEntry> directory = List.of();

        @Override
        public void useZone(ZoneId other) {
            used = other;
        }

        @Override
        public void useDirectory(List<DirectoryEntry> entries) {
            directory = entries;
        }

        @Override
        public int refresh() {
            return 0;
        }
    }

    /** A node and what it goes by. */
    private record Started(Nodes nodes, RedactorInForce redactor) {}

    private Started started(String name, String... variables) {
        return started(name, Optional.empty(), variables);
    }

    private Started started(String name, Optional<Path> file, String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CALLVAULT_NODE_NAME",
                name,
                "CALLVAULT_ACCOUNT_URL",
                "https://example.com/ws",
                "CALLVAULT_ACCOUNT_USERNAME",
                "demo",
                "CALLVAULT_ACCOUNT_PASSWORD",
                "demo"));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        Settings settings = SettingsLoader.load(environment, file);
        RedactorInForce redactor = new RedactorInForce(Callvault.redactor(settings));
        Nodes nodes = new Nodes(
                Nodes.node(settings, Node.Kind.DAEMON),
                settings,
                new Nodes.Shared(registry, keep, zone, accounts),
                new Nodes.InForce(redactor, new ZonesInForce()),
                clock,
                clock);
        nodes.beat();
        return new Started(nodes, redactor);
    }

    private KeepTerm sessions() {
        return keep.read().term(RecordKind.SESSIONS);
    }

    private void pass(Duration time, Started... live) {
        clock.move(time);
        keep.succeed(clock.instant());
        for (Started it : live) {
            it.nodes().beat();
        }
    }

    @Test
    void while_their_keep_differs_nothing_is_deleted_by_either() {
        keep.fill();
        keep.succeed(clock.instant());
        Started year = started("a", "CALLVAULT_KEEP_SESSIONS", "P1Y");
        assertThat(year.nodes().keepToApply()).isPresent();
        assertThat(year.nodes().mayDelete()).isTrue();

        Started month = started("b", "CALLVAULT_KEEP_SESSIONS", "P1M");

        assertThat(month.nodes().keepToApply()).isEmpty();
        assertThat(month.nodes().mayDelete()).isFalse();
        assertThat(year.nodes().mayDelete()).as("not heard of yet").isTrue();
        assertThat(year.nodes().keepToApply()).isEmpty();
        assertThat(year.nodes().mayDelete()).isFalse();
        month.nodes().close();
        assertThat(year.nodes().keepToApply()).as("it has left").isPresent();
    }

    @Test
    void a_shorter_keep_deletes_by_the_old_one_until_it_has_stood_a_day_on_every_node() {
        Started one = started("a", "CALLVAULT_KEEP_SESSIONS", "P1Y");
        keep.fill();
        one.nodes().close();

        one = started("a", "CALLVAULT_KEEP_SESSIONS", "P1M");
        Started two = started("b", "CALLVAULT_KEEP_SESSIONS", "P1M");
        assertThat(one.nodes()
                        .keepToApply()
                        .orElseThrow()
                        .term(RecordKind.SESSIONS)
                        .inForce())
                .isEqualTo(KeepPeriod.parse("P1Y"));
        pass(DAY.minusSeconds(30), one, two);
        assertThat(sessions().inForce()).isEqualTo(KeepPeriod.parse("P1Y"));

        Started old = started("old", "CALLVAULT_KEEP_SESSIONS", "P1Y");
        old.nodes().close();
        pass(Duration.ofSeconds(30), one, two);
        assertThat(sessions().inForce()).as("the old one was there").isEqualTo(KeepPeriod.parse("P1Y"));

        pass(DAY, one, two);
        assertThat(sessions()).isEqualTo(KeepTerm.of(KeepPeriod.parse("P1M")));
        assertThat(one.nodes()
                        .keepToApply()
                        .orElseThrow()
                        .term(RecordKind.SESSIONS)
                        .inForce())
                .isEqualTo(KeepPeriod.parse("P1M"));
    }

    @Test
    void a_longer_keep_is_in_force_at_once() {
        Started node = started("a", "CALLVAULT_KEEP_SESSIONS", "P1M");
        keep.fill();
        node.nodes().close();

        started("a", "CALLVAULT_KEEP_SESSIONS", "P1Y");

        assertThat(sessions()).isEqualTo(KeepTerm.of(KeepPeriod.parse("P1Y")));
    }

    @Test
    void who_stood_still_deletes_nothing_before_it_has_heard_of_the_others() {
        Started node = started("a", "CALLVAULT_KEEP_SESSIONS", "P1M");
        assertThat(node.nodes().mayDelete()).isTrue();

        clock.move(Duration.ofSeconds(45));

        assertThat(node.nodes().mayDelete()).isFalse();
        node.nodes().beat();
        assertThat(node.nodes().mayDelete()).isTrue();
    }

    @Test
    void each_redacts_by_the_rules_of_all_and_so_stores_a_line_alike() throws IOException {
        Path rules = Files.writeString(
                directory.resolve("a.yaml"),
                "redaction:\n  card-numbers: false\n  rules:\n  - name: pin\n    pattern: 'pin=[0-9]+'\n    replacement: 'pin'\n");
        Path others = Files.writeString(
                directory.resolve("b.yaml"),
                "redaction:\n  rules:\n  - name: digits\n    pattern: '[0-9]{4}'\n    replacement: 'dddd'\n");
        RawLine line = new RawLine("pin=1234 card 4111111111111111 year 1999", false, Map.of());
        Started one = started("a", Optional.of(rules));
        assertThat(one.redactor().line(line).text()).isEqualTo("pin card 4111111111111111 year 1999");

        clock.move(Duration.ofSeconds(5));
        Started two = started("b", Optional.of(others));
        one.nodes().beat();

        assertThat(one.redactor().line(line)).isEqualTo(two.redactor().line(line));
        assertThat(one.redactor().line(line).text()).isEqualTo("pin card dddddddddddddddd year dddd");
        two.nodes().close();
        one.nodes().beat();
        assertThat(one.redactor().text("1999")).isEqualTo("1999");
    }

    @Test
    void the_reporting_zone_in_force_stays_until_they_agree() {
        Started one = started("a", "CALLVAULT_REPORTING_ZONE", "Europe/Paris");
        assertThat(zone.used).isEqualTo(ZoneId.of("Europe/Paris"));

        Started two = started("b", "CALLVAULT_REPORTING_ZONE", "Asia/Kathmandu");
        two.nodes().beat();
        one.nodes().beat();
        assertThat(zone.used).isEqualTo(ZoneId.of("Europe/Paris"));

        one.nodes().close();
        two.nodes().beat();
        assertThat(zone.used).isEqualTo(ZoneId.of("Asia/Kathmandu"));
    }

    @Test
    void each_knows_what_the_others_archive() {
        Account unarchived = accounts.register(
                "nobody's",
                new ProviderLogin(URI.create("https://example.com/ws"), "user"),
                ZoneId.of("UTC"),
                clock.instant());
        Started one = started("a", "CALLVAULT_ACCOUNT_NAME", "one");
        Started two = started("b", "CALLVAULT_ACCOUNT_NAME", "two");
        one.nodes().beat();

        assertThat(one.nodes().agreement().accounts())
                .containsExactly("one", "two")
                .isEqualTo(two.nodes().agreement().accounts())
                .doesNotContain(unarchived.name());
        assertThat(one.nodes().agreement().differences()).isEmpty();
    }

    @Test
    void a_node_that_cannot_say_that_it_is_live_tries_on_and_deletes_nothing_meanwhile() {
        Flaky flaky = new Flaky(registry);
        registry = flaky;
        Started node = started("a");

        flaky.isAway = true;
        clock.move(Duration.ofMinutes(1));
        node.nodes().beatQuietly();
        node.nodes().beatQuietly();
        assertThat(node.nodes().mayDelete()).isFalse();

        flaky.isAway = false;
        node.nodes().beatQuietly();
        assertThat(node.nodes().mayDelete()).isTrue();
        flaky.isAway = true;
        node.nodes().close();
        assertThat(node.nodes().agreement().names()).containsExactly("a");
    }

    /** A registry whose database is away now and then. */
    private static final class Flaky implements NodeStore {
        private final NodeStore nodes;
        private boolean isAway;

        Flaky(NodeStore nodes) {
            this.nodes = nodes;
        }

        private NodeStore reached() {
            if (isAway) {
                throw new StoreFailure("the database is away", "", new IOException("refused"));
            }
            return nodes;
        }

        @Override
        public List<LiveNode> beat(Node node, Instant now) {
            return reached().beat(node, now);
        }

        @Override
        public List<LiveNode> live() {
            return reached().live();
        }

        @Override
        public void leave(String id) {
            reached().leave(id);
        }
    }

    @Test
    void the_names_of_numbers_are_those_that_the_nodes_agree_on_and_stay_while_a_node_has_them() throws IOException {
        Path claims = numbers("claims", "{number: 800-995-7586, name: Claims line}");
        Path sales = numbers("sales", "{number: 1 800 995 7586, name: Sales}");

        Started first = started("a", Optional.of(claims));
        assertThat(zone.directory)
                .extracting(DirectoryEntry::number, DirectoryEntry::name)
                .containsExactly(tuple("+18009957586", "Claims line"));

        Started without = started("b");
        assertThat(zone.directory).as("a node without names").hasSize(1);

        Started other = started("c", Optional.of(sales));
        assertThat(zone.directory).extracting(DirectoryEntry::name).containsExactly("Claims line");
        assertThat(other.nodes().agreement().differences())
                .singleElement()
                .satisfies(it -> assertThat(it.toString())
                        .startsWith("numbers differs: 1 listed, fingerprint ")
                        .endsWith("Until they agree, the reports keep the names in force."));

        first.nodes().close();
        without.nodes().beat();
        assertThat(zone.directory).extracting(DirectoryEntry::name).containsExactly("Claims line");
        other.nodes().beat();
        assertThat(zone.directory).extracting(DirectoryEntry::name).containsExactly("Sales");

        other.nodes().close();
        without.nodes().beat();
        assertThat(zone.directory).as("no live node has names").isEmpty();
    }

    private Path numbers(String file, String entry) throws IOException {
        return Files.writeString(directory.resolve(file + ".yaml"), "numbers: [" + entry + "]\n");
    }
}
