package dev.callvault.app.nodes;

import dev.callvault.config.AccountSettings;
import dev.callvault.config.KeepSettings;
import dev.callvault.config.Settings;
import dev.callvault.refine.RedactionRule;
import dev.callvault.store.coordination.NodeSettings;
import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.RecordKind;
import java.time.Period;
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
