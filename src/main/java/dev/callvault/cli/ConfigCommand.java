package dev.callvault.cli;

import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Table;
import dev.callvault.cli.session.Session;
import dev.callvault.config.read.Effective;
import dev.callvault.config.read.SettingsLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "config",
        description =
                "Print the effective configuration: every key, its value and where it comes from. Secrets are masked.",
        footer = {"", "Example: callvault config --config /etc/callvault.yaml"})
final class ConfigCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        session.settingsOfDatabase();
        List<Effective> keys = SettingsLoader.effective(System.getenv(), session.config());
        output.print(text(keys), json(keys));
        return ExitCode.DONE;
    }

    private static String text(List<Effective> keys) {
        Table table = new Table("key", "value", "from");
        keys.forEach(it -> table.row(it.key(), it.value(), origin(it)));
        return table.toString();
    }

    private static String origin(Effective key) {
        return key.from().isEmpty() ? key.origin().name().toLowerCase(Locale.ROOT) : key.from();
    }

    private static Map<String, ?> json(List<Effective> keys) {
        Map<String, Object> json = new LinkedHashMap<>();
        keys.forEach(it -> json.put(it.key(), json(it)));
        return json;
    }

    private static Map<String, ?> json(Effective key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("value", key.value());
        json.put("from", origin(key));
        return json;
    }
}
