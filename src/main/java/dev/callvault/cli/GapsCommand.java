package dev.callvault.cli;

import dev.callvault.app.AccountGaps;
import dev.callvault.app.Callvault;
import dev.callvault.call.Gap;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Table;
import dev.callvault.cli.report.ConflictReport;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.listing.KeptUnread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "gaps",
        description = "List what was lost, when and why: time that could not be listed, and logs that expired."
                + " Also list rows from the provider that cannot be read, and calls with the log id of another call.",
        footer = {
            "",
            "Exit code 3 when an archived account has a gap, an unreadable row, or a log id that two calls have.",
            "Example: callvault gaps --json"
        })
final class GapsCommand implements Callable<Integer> {
    private static final int MAX_LENGTH = 200;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        try (Callvault callvault = session.open()) {
            List<AccountGaps> accounts = callvault.gaps();
            output.print(text(accounts), json(accounts));
            Set<String> archived = callvault.archivedAccounts();
            return accounts.stream()
                            .filter(it -> archived.contains(it.account()))
                            .allMatch(it -> it.gaps().isEmpty()
                                    && it.unread().isEmpty()
                                    && it.conflicts().isEmpty())
                    ? ExitCode.DONE
                    : ExitCode.INCOMPLETE;
        }
    }

    private static String text(List<AccountGaps> accounts) {
        StringBuilder text = new StringBuilder();
        for (AccountGaps account : accounts) {
            text.append("account ").append(account.account());
            if (account.gaps().isEmpty()) {
                text.append(": nothing is lost\n");
            } else {
                Table table = new Table("stream", "from", "to", "log", "found", "why");
                account.gaps()
                        .forEach(it -> table.row(
                                it.stream(),
                                HumanFormat.instant(Optional.of(it.from())),
                                HumanFormat.instant(Optional.of(it.to())),
                                it.logId() == null ? "-" : it.logId(),
                                HumanFormat.instant(Optional.of(it.detectedAt())),
                                it.reason()));
                text.append('\n').append(table);
            }
            text.append(unread(account.unread()));
            text.append(ConflictReport.text(account.conflicts()));
        }
        return text.isEmpty() ? "The archive has no accounts yet." : text.toString();
    }

    private static String unread(List<KeptUnread> rows) {
        StringBuilder text = new StringBuilder();
        if (!rows.isEmpty()) {
            text.append("  unreadable rows from the provider, kept until they can be read:\n");
            rows.forEach(it -> text.append("  ")
                    .append(it.stream())
                    .append(' ')
                    .append(HumanFormat.instant(Optional.of(it.window().start())))
                    .append(
                            it.window().seconds() == 1
                                    ? ""
                                    : " to "
                                            + HumanFormat.instant(
                                                    Optional.of(it.window().end())))
                    .append(": ")
                    .append(it.reason())
                    .append("\n    ")
                    .append(excerpt(it.text()))
                    .append('\n'));
        }
        return text.toString();
    }

    private static String excerpt(String row) {
        String line = row.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }

    private static Map<String, ?> json(List<AccountGaps> accounts) {
        return Map.of(
                "accounts",
                accounts.stream()
                        .map(it -> Map.of(
                                "account",
                                it.account(),
                                "gaps",
                                it.gaps().stream().map(GapsCommand::json).toList(),
                                "unread_rows",
                                it.unread().stream().map(GapsCommand::json).toList(),
                                "conflicts",
                                ConflictReport.json(it.conflicts())))
                        .toList());
    }

    private static Map<String, ?> json(KeptUnread row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stream", row.stream());
        json.put("from", HumanFormat.instant(Optional.of(row.window().start())));
        json.put("to", HumanFormat.instant(Optional.of(row.window().end())));
        json.put("reason", row.reason());
        json.put("text", row.text());
        json.put("first_seen", HumanFormat.instant(Optional.of(row.firstSeen())));
        json.put("last_seen", HumanFormat.instant(Optional.of(row.lastSeen())));
        return json;
    }

    private static Map<String, ?> json(Gap gap) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stream", gap.stream());
        json.put("from", HumanFormat.instant(Optional.of(gap.from())));
        json.put("to", HumanFormat.instant(Optional.of(gap.to())));
        json.put("log_id", gap.logId() == null ? null : gap.logId().value());
        json.put("reason", gap.reason());
        json.put("detected_at", HumanFormat.instant(Optional.of(gap.detectedAt())));
        return json;
    }
}
