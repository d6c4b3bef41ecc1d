package dev.callvault.app.nodes;

import dev.callvault.config.AccountSettings;
import dev.callvault.config.KeepSettings;
import dev.callvault.config.NumberSettings;
import dev.callvault.config.Settings;
import dev.callvault.content.Sha256;
import dev.callvault.refine.RedactionRule;
import dev.callvault.store.coordination.NodeSettings;
import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.reports.DirectoryEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Period;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings that must be the same on every node, under the names of their configuration keys. */
public final class SharedSettings {
    static final String CARD_NUMBERS = "redaction.card-numbers";
    static final String RULES = "redaction.rules";
    public static final String REPORTING_ZONE = "reporting-zone";
    static final String NUMBERS = "numbers";
    /** Digits of a hash that tell two lists apart. */
    private static final int SHOWN = 8;

    private SharedSettings() {}

    static NodeSettings of(Settings settings) {
        SortedMap<String, String> values = new TreeMap<>();
        for (RecordKind kind : RecordKind.values()) {
            values.put(keep(kind), period(settings.keep(), kind).text());
        }
        List<NodeSettings.Rule> rules =
                settings.redaction().rules().stream().map(SharedSettings::rule).toList();
        values.put(CARD_NUMBERS, String.valueOf(settings.redaction().cardNumbers()));
        values.put(RULES, words(rules));
        values.put(REPORTING_ZONE, settings.reportingZone().getId());
        if (!settings.numbers().isEmpty()) { // a node without a list goes along with the others
            values.put(NUMBERS, list(settings.numbers()));
        }
        for (AccountSettings account : settings.accounts()) {
            values.put(zone(account.name()), account.zone().getId());
            values.put(region(account.name()), account.region());
            values.put(url(account.name()), account.url().toString());
        }
        return new NodeSettings(values, rules);
    }

    static String keep(RecordKind kind) {
        return "keep." + kind.label();
    }

    /** The setting of an account's zone; SQL statements of the archive use this name too. */
    static String zone(String account) {
        return "accounts[" + account + "].zone";
    }

    static String region(String account) {
        return "accounts[" + account + "].region";
    }

    static String url(String account) {
        return "accounts[" + account + "].url";
    }

    static KeepPeriod period(KeepSettings keep, RecordKind kind) {
        Optional<Period> period = switch (kind) {
            case CALLS -> keep.calls();
            case BODIES -> keep.bodies();
            case SESSIONS -> keep.sessions();
            case ERRORS -> keep.errors();
        };
        return new KeepPeriod(period);
    }

    /** The names of numbers, as the reports use them. */
    static List<DirectoryEntry> directory(Settings settings) {
        return settings.numbers().stream()
                .map(it -> new DirectoryEntry(it.number(), it.spelling(), it.name(), it.team(), it.application()))
                .toList();
    }

    /** A list may be long, so it is told apart by a hash. The order makes no difference. */
    private static String list(List<NumberSettings> numbers) {
        MessageDigest digest = Sha256.digest();
        numbers.stream()
                .map(it -> it + "\n")
                .sorted()
                .forEach(it -> digest.update(it.getBytes(StandardCharsets.UTF_8)));
        return numbers.size() + " listed, fingerprint "
                + HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN);
    }

    private static NodeSettings.Rule rule(RedactionRule rule) {
        return new NodeSettings.Rule(rule.name(), rule.expression(), rule.replacement());
    }

    private static String words(List<NodeSettings.Rule> rules) {
        return rules.isEmpty()
                ? "none"
                : rules.stream()
                        .map(it -> it.name() + ": " + it.pattern() + " -> " + it.replacement())
                        .collect(Collectors.joining("; "));
    }
}
