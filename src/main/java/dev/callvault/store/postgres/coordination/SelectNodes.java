package dev.callvault.store.postgres.coordination;

import dev.callvault.store.coordination.LiveNode;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads the live nodes. */
public final class SelectNodes {
    /** A node is live if seen recently by the database's clock, which may itself have been corrected since. */
    public static final String IS_LIVE =
            "seen_at BETWEEN clock_timestamp() - interval '1 minute' AND clock_timestamp() + interval '1 minute'";

    private static final String SQL = """
            SELECT node, name, kind, version, accounts, started_at, seen_at, clock_ahead_seconds,
                   ARRAY(SELECT key FROM jsonb_each_text(settings) ORDER BY key) AS keys,
                   ARRAY(SELECT value FROM jsonb_each_text(settings) ORDER BY key) AS entries,
                   ARRAY(SELECT rule ->> 'name' FROM jsonb_array_elements(rules) WITH ORDINALITY AS r (rule, number)
                         ORDER BY number) AS rule_names,
                   ARRAY(SELECT rule ->> 'pattern' FROM jsonb_array_elements(rules) WITH ORDINALITY AS r (rule, number)
                         ORDER BY number) AS rule_patterns,
                   ARRAY(SELECT rule ->> 'replacement' FROM jsonb_array_elements(rules) WITH ORDINALITY AS r (rule, number)
                         ORDER BY number) AS rule_replacements
            FROM archive.nodes WHERE %s ORDER BY started_at, node
            """.formatted(IS_LIVE);

    private SelectNodes() {}

    static List<LiveNode> fetch(DSLContext dsl) {
        return dsl.fetch(SQL).map(SelectNodes::node);
    }

    private static LiveNode node(Record row) {
        Node node = new Node(
                row.get("node", String.class),
                row.get("name", String.class),
                Node.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("version", String.class),
                List.of(row.get("accounts", String[].class)),
                new NodeSettings(settings(row), rules(row)));
        return new LiveNode(
                node,
                row.get("started_at", Instant.class),
                row.get("seen_at", Instant.class),
                Duration.ofSeconds(row.get("clock_ahead_seconds", Long.class)));
    }

    private static SortedMap<String, String> settings(Record row) {
        String[] keys = row.get("keys", String[].class);
        String[] values = row.get("entries", String[].class);
        SortedMap<String, String> settings = new TreeMap<>();
        for (int i = 0; i < keys.length; i++) {
            settings.put(keys[i], values[i]);
        }
        return settings;
    }

    private static List<NodeSettings.Rule> rules(Record row) {
        String[] names = row.get("rule_names", String[].class);
        String[] patterns = row.get("rule_patterns", String[].class);
        String[] replacements = row.get("rule_replacements", String[].class);
        List<NodeSettings.Rule> rules = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            rules.add(new NodeSettings.Rule(names[i], patterns[i], replacements[i]));
        }
        return rules;
    }
}
