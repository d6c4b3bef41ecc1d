package dev.callvault.store.postgres.coordination;

import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeSettings.Rule;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Records that a node is live. A live node's properties never change, so later beats write only its times. */
final class UpsertNode {
    private static final String SQL = """
            INSERT INTO archive.nodes AS known
                (node, name, kind, version, accounts, settings, rules, fingerprint, started_at, seen_at, clock_ahead_seconds)
            SELECT {0}, {1}, {2}, {3}, {4}, jsonb_object({5}, {6}),
                   coalesce((SELECT jsonb_agg(jsonb_build_object('name', rule.name, 'pattern', rule.pattern,
                                                                 'replacement', rule.replacement) ORDER BY rule.number)
                             FROM unnest({7}, {8}, {9}) WITH ORDINALITY AS rule (name, pattern, replacement, number)), '[]'),
                   {10}, at, at, {11} - extract(epoch FROM at)::bigint
            FROM clock_timestamp() AS at
            ON CONFLICT (node) DO UPDATE
            SET seen_at = excluded.seen_at, clock_ahead_seconds = excluded.clock_ahead_seconds
            """;

    private UpsertNode() {}

    static void execute(DSLContext dsl, Node node, Instant now) {
        List<Map.Entry<String, String>> settings =
                List.copyOf(node.settings().values().entrySet());
        List<Rule> rules = node.settings().rules();
        dsl.execute(
                SQL,
                DSL.val(node.id()),
                DSL.val(node.name()),
                DSL.val(node.kind().label()),
                DSL.val(node.version()),
                Unnest.texts(node.accounts(), it -> it),
                Unnest.texts(settings, Map.Entry::getKey),
                Unnest.texts(settings, Map.Entry::getValue),
                Unnest.texts(rules, Rule::name),
                Unnest.texts(rules, Rule::pattern),
                Unnest.texts(rules, Rule::replacement),
                DSL.val(node.settings().fingerprint()),
                Unnest.number(now.getEpochSecond()));
    }
}
