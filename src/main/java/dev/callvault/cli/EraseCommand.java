package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Terminal;
import dev.callvault.cli.session.Session;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.DeletedRecords;
import java.io.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "erase",
        description = "Permanently erase everything about one telephone number, as caller and as called party.",
        footer = {
            "",
            "Erases calls, their logs, every line of their sessions, and lines that mention the number.",
            "Records under a legal hold stay; the exit code is 3 then.",
            "Records the provider lists again stay erased; calls made later are archived as usual.",
            "Example: callvault erase --number '+1 212 555 1234' --dry-run",
            "         callvault erase --number '+1 212 555 1234' --reason 'request of 2026-11-02'"
        })
final class EraseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Option(names = "--number", required = true, description = "Any format; a leading + or 1 is ignored.")
    private String number = "";

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only count; change nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation; required where there is no terminal.")
    private boolean yes;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept with who, when and how much, but without the number. See callvault erasures.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        @Nullable Console console = yes || dryRun ? null : Terminal.of(spec, "--yes to erase, or --dry-run to count");
        try (Callvault callvault = session.open()) {
            if (console != null) {
                DeletedRecords would = callvault.erase(number, true, reason);
                console.printf("%s%nErase this permanently? Type yes to confirm: ", text(would, true));
                if (!"yes".equals(console.readLine())) {
                    console.printf("Nothing was erased.%n");
                    return ExitCode.FAILED;
                }
            }
            DeletedRecords erased = callvault.erase(number, dryRun, reason);
            output.print(text(erased, dryRun), json(erased));
            return erased.held() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
        }
    }

    private static String text(DeletedRecords erased, boolean isTrial) {
        return (isTrial ? "would erase " : "erased ") + HumanFormat.count(erased.calls(), "call") + ", "
                + HumanFormat.count(erased.bodies(), "log") + ", "
                + HumanFormat.count(erased.sessions(), "session line") + ", "
                + HumanFormat.count(erased.errors(), "error line")
                + (erased.held() > 0
                        ? "; kept by legal holds: " + HumanFormat.count(erased.held(), "session")
                                + " with its calls, logs and lines; 'callvault hold' lists the holds"
                        : "");
    }

    private Map<String, ?> json(DeletedRecords erased) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dry_run", dryRun);
        json.put("calls", erased.calls());
        json.put("bodies", erased.bodies());
        json.put("sessions", erased.sessions());
        json.put("errors", erased.errors());
        json.put("held_sessions", erased.held());
        return json;
    }
}
