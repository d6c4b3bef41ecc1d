package dev.callvault.store.coordination;

import dev.callvault.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings that must be the same on every node.
 *
 * @param values by name, in readable form, such as {@code keep.calls} and {@code P90D}
 * @param rules the redaction rules, in order
 */
public record NodeSettings(SortedMap<String, String> values, List<Rule> rules) {
    public NodeSettings {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        rules = List.copyOf(rules);
    }

    /** A redaction rule in text form. */
    public record Rule(String name, String pattern, String replacement) {}

    /** Equal for equal settings, and for no others. */
    public String fingerprint() {
        MessageDigest digest = Sha256.digest();
        for (Map.Entry<String, String> value : values.entrySet()) {
            add(digest, value.getKey());
            add(digest, value.getValue());
        }
        for (Rule rule : rules) {
            add(digest, rule.name());
            add(digest, rule.pattern());
            add(digest, rule.replacement());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Adds a terminator that no text contains. */
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
