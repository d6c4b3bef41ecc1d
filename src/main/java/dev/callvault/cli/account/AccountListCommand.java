package dev.callvault.cli.account;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Rows;
import dev.callvault.cli.session.Session;
import dev.callvault.store.forget.AccountContents;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.Removal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description =
                "List the accounts in the archive: what is stored of each, when it was last archived, and whether it is"
                        + " configured here or on a running node, or closed. Removed ones follow, with what was removed.",
        footer = {"", "Example: callvault account list"})
final class AccountListCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Option(names = "--csv", description = "Print the accounts as CSV.")
    private boolean csv;

    @Override
    public Integer call() {
        try (Callvault callvault = session.open()) {
            Set<String> configured = callvault.configuredAccounts();
            Rows rows = new Rows(
                    "account",
                    "state",
                    "configured",
                    "calls",
                    "logs",
                    "sessions",
                    "errors",
                    "last_archived",
                    "since",
                    "by",
                    "reason");
            List<Removal> removals = callvault.accountBook().removals();
            Set<String> leaving = removals.stream()
                    .filter(it -> it.ended().isEmpty())
                    .map(Removal::account)
                    .collect(Collectors.toSet());
            callvault
                    .accountBook()
                    .contents()
                    .forEach(it -> add(rows, it, configured.contains(it.account()), leaving.contains(it.account())));
            removals.stream().filter(it -> it.ended().isPresent()).forEach(it -> add(rows, it));
            if (csv) {
                output.csv(rows);
            } else {
                output.print(rows.isEmpty() ? "The archive has no accounts yet." : rows.text(), rows.json("accounts"));
            }
            return ExitCode.DONE;
        }
    }

    private static void add(Rows rows, AccountContents account, boolean isConfigured, boolean isLeaving) {
        @Nullable Decision closed = account.closed().orElse(null);
        rows.add(
                account.account(),
                isLeaving ? "being removed" : closed == null ? "open" : "closed",
                isConfigured,
                account.calls(),
                account.logs(),
                account.sessions(),
                account.errors(),
                account.lastArchived().orElse(null),
                closed == null ? null : closed.at(),
                closed == null ? null : closed.by(),
                closed == null ? null : closed.reason());
    }

    /** The counts are what was removed. */
    private static void add(Rows rows, Removal removal) {
        rows.add(
                removal.account(),
                "removed",
                false,
                removal.records().calls(),
                removal.records().bodies(),
                removal.records().sessions(),
                removal.records().errors(),
                null,
                removal.ended().orElse(null),
                removal.begun().by(),
                removal.begun().reason());
    }
}
