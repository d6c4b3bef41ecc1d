package dev.callvault.cli.report;

import dev.callvault.app.nodes.Agreement;
import dev.callvault.app.nodes.Difference;
import dev.callvault.store.coordination.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The live nodes and the settings in which they differ, as text and as JSON. */
public final class NodesReport {
    private NodesReport() {}

    /** A line for the nodes and one for each setting that differs; empty when no node is live. */
    static String text(Agreement agreement) {
        if (agreement.nodes().isEmpty()) {
            return "";
        }
        List<Difference> differences = agreement.differences();
        StringBuilder text = new StringBuilder("live nodes: ").append(String.join(", ", agreement.names()));
        text.append(differences.isEmpty() ? "\n" : "; THEIR SETTINGS DIFFER:\n");
        differences.forEach(it -> text.append("  ").append(it).append('\n'));
        return text.append('\n').toString();
    }

    public static List<Map<String, ?>> json(Agreement agreement) {
        return agreement.nodes().stream().<Map<String, ?>>map(NodesReport::json).toList();
    }

    private static Map<String, ?> json(Node node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("node", node.id());
        json.put("name", node.name());
        json.put("kind", node.kind().label());
        json.put("version", node.version());
        json.put("accounts", node.accounts());
        json.put("fingerprint", node.settings().fingerprint());
        return json;
    }

    public static List<Map<String, ?>> json(List<Difference> differences) {
        return differences.stream().<Map<String, ?>>map(NodesReport::json).toList();
    }

    private static Map<String, ?> json(Difference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("setting", difference.setting());
        json.put("nodes", difference.nodes());
        json.put("meanwhile", difference.meanwhile());
        return json;
    }
}
