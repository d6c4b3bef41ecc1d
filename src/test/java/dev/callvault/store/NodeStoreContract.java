package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.coordination.LiveNode;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeSettings;
import dev.callvault.store.coordination.NodeStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link NodeStore}, for every implementation. */
public abstract class NodeStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private NodeStore nodes;

    /** A new store. */
    protected abstract NodeStore fresh();

    /** Lets this much time pass by the database's clock. */
    protected abstract void pass(Duration time);

    @BeforeEach
    void open() {
        nodes = fresh();
    }

    private static Node node(String id) {
        return new Node(
                id,
                "node",
                Node.Kind.DAEMON,
                "1.0",
                List.of("one", "it's \"two\""),
                new NodeSettings(
                        new TreeMap<>(Map.of("keep.calls", "P90D", "accounts[it's \"two\"].zone", "Asia/Kathmandu")),
                        List.of(
                                new NodeSettings.Rule("pin", "\\bpin=\\d{4}\\b", "***"),
                                new NodeSettings.Rule("again", "a|'b'", "$1"))));
    }

    private List<String> live() {
        return nodes.live().stream().map(it -> it.node().id()).toList();
    }

    @Test
    void a_node_is_live_as_it_is_from_its_first_beat_until_it_leaves() {
        assertThat(nodes.live()).isEmpty();

        List<LiveNode> heard = nodes.beat(node("a"), NOW);

        assertThat(heard).extracting(LiveNode::node).containsExactly(node("a"));
        assertThat(heard.getFirst().node().settings().fingerprint())
                .isEqualTo(node("b").settings().fingerprint());
        nodes.leave("b");
        assertThat(live()).containsExactly("a");
        nodes.leave("a");
        assertThat(live()).isEmpty();
    }

    @Test
    void who_is_silent_for_a_minute_is_not_live_until_it_beats_again() {
        nodes.beat(node("a"), NOW);
        pass(Duration.ofSeconds(50));
        assertThat(live()).containsExactly("a");

        nodes.beat(node("a"), NOW);
        pass(Duration.ofSeconds(50));
        assertThat(live()).as("100 s after the first beat").containsExactly("a");
        pass(Duration.ofSeconds(20));
        assertThat(live()).isEmpty();
        assertThat(nodes.beat(node("a"), NOW)).hasSize(1);
    }

    @Test
    void who_was_seen_by_a_clock_that_was_ahead_is_not_live_for_ever() {
        nodes.beat(node("a"), NOW);
        pass(Duration.ofHours(-3));

        assertThat(live()).isEmpty();
    }

    @Test
    void they_stand_in_the_order_in_which_they_started_whoever_beats() {
        nodes.beat(node("b"), NOW);
        pass(Duration.ofSeconds(5));
        nodes.beat(node("a"), NOW);
        pass(Duration.ofSeconds(5));
        nodes.beat(node("b"), NOW);

        assertThat(live()).containsExactly("b", "a");
    }

    @Test
    void who_was_silent_for_a_day_is_forgotten() {
        nodes.beat(node("a"), NOW);
        pass(Duration.ofHours(25));
        nodes.beat(node("b"), NOW);
        pass(Duration.ofSeconds(5));
        nodes.beat(node("a"), NOW);

        assertThat(live()).as("a began anew").containsExactly("b", "a");
    }

    @Test
    void how_far_a_nodes_own_clock_is_ahead_is_told() {
        Instant seen = nodes.beat(node("a"), NOW).getFirst().seenAt();

        Duration ahead =
                nodes.beat(node("a"), seen.plus(Duration.ofDays(1))).getFirst().clockAhead();

        assertThat(ahead).isBetween(Duration.ofHours(23), Duration.ofHours(25));
        assertThat(nodes.beat(node("a"), seen.minus(Duration.ofDays(1)))
                        .getFirst()
                        .clockAhead())
                .isNegative();
    }
}
