package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Table;
import dev.callvault.cli.session.Session;
import dev.callvault.redact.RedactionReport;
import dev.callvault.report.HumanFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "redact",
        description = "Apply the current redaction rules to what is stored, or try them with --dry-run.",
        footer = {
            "",
            "You can stop it and start it again at any time. Redacted text cannot be restored.",
            "Example: callvault redact --dry-run --config /etc/callvault.yaml"
        })
final class RedactCommand implements Callable<Integer> {
    private static final int IDS_SHOWN = 10;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only count; change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Session.requireHeap();
        try (Callvault callvault = session.open()) {
            List<RedactionReport> reports = callvault.redact(dryRun);
            output.print(text(reports), json(reports));
            return ExitCode.DONE;
        }
    }

    private String text(List<RedactionReport> reports) {
        StringBuilder text = new StringBuilder();
        for (RedactionReport report : reports) {
            text.append("account ").append(report.account()).append(": ");
            if (report.rows().isEmpty()) {
                text.append("nothing to redact\n");
                continue;
            }
            text.append(dryRun ? "would redact\n" : "redacted\n");
            Table table = new Table("table", "rows", "rule", "times");
            report.rules()
                    .forEach((name, rules) -> rules.forEach((rule, count) -> table.row(
                            name,
                            HumanFormat.count(report.rows().getOrDefault(name, 0L)),
                            rule,
                            HumanFormat.count(count))));
            text.append(table).append(logs(report));
        }
        return text.isEmpty() ? "The archive has no accounts yet." : text.toString();
    }

    private static String logs(RedactionReport report) {
        List<String> shown =
                report.logIds().stream().limit(IDS_SHOWN).map(Object::toString).toList();
        return shown.isEmpty()
                ? ""
                : "  logs: " + String.join(", ", shown) + (report.logIds().size() > IDS_SHOWN ? ", …" : "") + "\n";
    }

    private Map<String, ?> json(List<RedactionReport> reports) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dry_run", dryRun);
        json.put("accounts", reports.stream().map(RedactCommand::json).toList());
        return json;
    }

    private static Map<String, ?> json(RedactionReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("account", report.account());
        json.put("rows", report.rows());
        json.put("rules", report.rules());
        json.put("log_ids", report.logIds().stream().map(it -> it.value()).toList());
        return json;
    }
}
