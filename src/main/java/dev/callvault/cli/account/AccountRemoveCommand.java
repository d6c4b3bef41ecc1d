package dev.callvault.cli.account;

import dev.callvault.app.AccountBook;
import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Terminal;
import dev.callvault.cli.session.Session;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Removable;
import java.io.Console;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "remove",
        description =
                "Permanently remove an account with everything that is stored of it. One row stays: who removed what,"
                        + " when and why.",
        footer = {
            "",
            "Take the account out of the configuration first. Nothing is removed while any of its records is under a legal",
            "hold; the exit code is 3 then. If it is interrupted, running it again continues.",
            "Example: callvault account remove main --dry-run",
            "         callvault account remove main --reason 'contract ended, data returned'"
        })
final class AccountRemoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "NAME", description = "The account's name in the archive.")
    private String name = "";

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only count; change nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation; required where there is no terminal.")
    private boolean yes;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with who, when and how much.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        @Nullable Console console = yes || dryRun ? null : Terminal.of(spec, "--yes to remove, or --dry-run to count");
        try (Callvault callvault = session.open()) {
            AccountBook book = callvault.accountBook();
            if (dryRun) {
                Removable removable = book.wouldRemove(name);
                return report(removable.records(), book.obstacles(name, removable));
            }
            if (console != null) {
                DeletedRecords records = book.wouldRemove(name).records();
                console.printf(
                        "%s%nRemove this permanently? Type the account's name to confirm: ", text(records, true));
                if (!name.equals(console.readLine())) {
                    console.printf("Nothing was removed.%n");
                    return ExitCode.FAILED;
                }
            }
            return report(book.remove(name, callvault.decision(reason)), List.of());
        }
    }

    private int report(DeletedRecords records, List<String> obstacles) {
        StringBuilder text = new StringBuilder(text(records, dryRun));
        obstacles.forEach(
                it -> text.append(System.lineSeparator()).append("not yet: ").append(it));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("account", name);
        json.put("dry_run", dryRun);
        json.put("removed", !dryRun && records.held() == 0);
        json.put("calls", records.calls());
        json.put("bodies", records.bodies());
        json.put("sessions", records.sessions());
        json.put("errors", records.errors());
        json.put("held", records.held());
        json.put("obstacles", obstacles);
        output.print(text.toString(), json);
        return records.held() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
    }

    private String text(DeletedRecords records, boolean isTrial) {
        String all = HumanFormat.count(records.calls(), "call") + ", " + HumanFormat.count(records.bodies(), "log")
                + ", " + HumanFormat.count(records.sessions(), "session line") + ", "
                + HumanFormat.count(records.errors(), "error line");
        if (records.held() > 0) {
            return "Account " + name + " is not removed: " + HumanFormat.count(records.held(), "record")
                    + " (calls, session lines, error lines) under legal holds; 'callvault hold' lists the holds"
                    + (isTrial ? ". It has " + all : "");
        }
        return isTrial ? "would remove account " + name + ": " + all : "removed account " + name + ": " + all;
    }
}
