package dev.callvault.app.nodes;

import dev.callvault.store.coordination.LiveNode;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeSettings;
import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the nodes that share an archive agree on, and where they differ. An account that only some of them archive is not a
 * difference. Pure.
 *
 * @param nodes in the order in which they started
 */
public record Agreement(List<Node> nodes, boolean areClocksRight) {
    /** The same limit as for a provider's clock. */
    private static final Duration CLOCK_LIMIT = Duration.ofHours(1);

    public Agreement {
        nodes = List.copyOf(nodes);
    }

    public static Agreement of(List<LiveNode> live) {
        return new Agreement(
                live.stream().map(LiveNode::node).toList(),
                live.stream().allMatch(it -> it.clockAhead().abs().compareTo(CLOCK_LIMIT) <= 0));
    }

    /** With one more configuration, such as that of a command. */
    public Agreement with(Node other) {
        List<Node> all = new ArrayList<>(nodes);
        all.add(other);
        return new Agreement(all, areClocksRight);
    }

    /** The settings that are not the same on all nodes, by name. */
    public List<Difference> differences() {
        SortedSet<String> settings = new TreeSet<>();
        nodes.forEach(it -> settings.addAll(it.settings().values().keySet()));
        List<Difference> differences = new ArrayList<>();
        for (String setting : settings) {
            SortedMap<String, List<String>> values = values(setting);
            if (values.size() > 1) {
                differences.add(new Difference(setting, values, meanwhile(setting)));
            }
        }
        return differences;
    }

    private SortedMap<String, List<String>> values(String setting) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        for (Node node : nodes) {
            String value = node.settings().values().get(setting);
            if (value != null) {
                values.computeIfAbsent(value, it -> new ArrayList<>()).add(label(node));
            }
        }
        return values;
    }

    /** A node's name, or its id if several nodes have the name. */
    String label(Node node) {
        boolean isUnique =
                nodes.stream().filter(it -> it.name().equals(node.name())).count() == 1;
        return isUnique ? node.name() : node.id();
    }

    /** The nodes' names, in the order in which they started. */
    public List<String> names() {
        return nodes.stream().map(this::label).toList();
    }

    private static String meanwhile(String setting) {
        if (setting.startsWith("keep.")) {
            return "nothing is deleted by age";
        }
        if (setting.startsWith("redaction.")) {
            return "every node applies the rules of all nodes";
        }
        if (setting.equals(SharedSettings.REPORTING_ZONE)) {
            return "the reports keep the zone in force";
        }
        if (setting.equals(SharedSettings.NUMBERS)) {
            return "the reports keep the names in force";
        }
        return setting.endsWith(".zone")
                ? "every node reads the account's lines in the zone in force"
                : "every node uses its own address, and the archive keeps the one in force";
    }

    /** Whether the nodes differ in a setting. */
    boolean isDisputed(String setting) {
        return values(setting).size() > 1;
    }

    /** Whether any of the nodes has a setting that need not be set. */
    boolean isSet(String setting) {
        return !values(setting).isEmpty();
    }

    /** Whether all nodes keep everything equally long. */
    boolean isOneOnKeep() {
        for (RecordKind kind : RecordKind.values()) {
            if (isDisputed(SharedSettings.keep(kind))) {
                return false;
            }
        }
        return true;
    }

    /** How long the nodes keep records of a kind; several periods when they differ. */
    Set<KeepPeriod> keep(RecordKind kind) {
        return nodes.stream()
                .map(it -> it.settings().values().get(SharedSettings.keep(kind)))
                .filter(Objects::nonNull)
                .map(KeepPeriod::parse)
                .collect(Collectors.toSet());
    }

    /** Whether any of the nodes masks card numbers. */
    boolean isForCards() {
        return values(SharedSettings.CARD_NUMBERS).containsKey("true");
    }

    /**
     * The rules of all nodes: those of the oldest node in its order, then what each younger one adds. So all nodes apply them in
     * the same order and store the same line identically.
     */
    List<NodeSettings.Rule> rules() {
        Set<NodeSettings.Rule> rules = new LinkedHashSet<>();
        nodes.forEach(it -> rules.addAll(it.settings().rules()));
        return List.copyOf(rules);
    }

    /** Names of the accounts that any of the nodes archives. */
    public SortedSet<String> accounts() {
        SortedSet<String> accounts = new TreeSet<>();
        nodes.forEach(it -> accounts.addAll(it.accounts()));
        return accounts;
    }
}
