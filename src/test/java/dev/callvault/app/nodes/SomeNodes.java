package dev.callvault.app.nodes;

import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes for tests, alike but for what is said. */
final class SomeNodes {
    private SomeNodes() {}

    static Node node(String name) {
        return new Node(
                name + "-1",
                name,
                Node.Kind.DAEMON,
                "1.0",
                List.of("one"),
                new NodeSettings(
                        new TreeMap<>(Map.of(
                                "keep.calls", "forever",
                                "keep.bodies", "forever",
                                "keep.sessions", "forever",
                                "keep.errors", "forever",
                                "redaction.card-numbers", "true",
                                "redaction.rules", "none",
                                "reporting-zone", "America/New_York",
                                "accounts[one].zone", "America/New_York",
                                "accounts[one].url", "https://example.com/ws")),
                        List.of()));
    }

    static Node with(Node node, String setting, String value) {
        TreeMap<String, String> values = new TreeMap<>(node.settings().values());
        values.put(setting, value);
        return new Node(
                node.id(),
                node.name(),
                node.kind(),
                node.version(),
                node.accounts(),
                new NodeSettings(values, node.settings().rules()));
    }

    static Node withRules(Node node, String... patterns) {
        List<NodeSettings.Rule> rules = new ArrayList<>();
        for (String pattern : patterns) {
            rules.add(new NodeSettings.Rule("rule-" + pattern, pattern, "***"));
        }
        Node named = with(node, "redaction.rules", rules.toString());
        return new Node(
                named.id(),
                named.name(),
                named.kind(),
                named.version(),
                named.accounts(),
                new NodeSettings(named.settings().values(), rules));
    }

    static Agreement agreement(Node... nodes) {
        return new Agreement(List.of(nodes), true);
    }
}
