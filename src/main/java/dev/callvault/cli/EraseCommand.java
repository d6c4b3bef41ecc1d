package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Terminal;
import dev.callvault.cli.session.Session;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Erased;
import java.io.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--number",
            required = true,
            description =
                    "Any spelling, such as '+1 617 555 0134' or 6175550134. Without a country code, it is of the account's region.")
    private String number = "";

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only count, and show examples; change nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation; required where there is no terminal.")
    private boolean yes;

    @Option(
            names = "--exactly",
            description =
                    "Erase only what spells the caller or the called party exactly so, even if many share it, such as"
                            + " a short code or a withheld number. Texts that mention it stay.")
    private boolean exactly;

    @Option(
            names = "--search-bodies",
            description =
                    "Also look into the logs of other calls, which takes long where they are not indexed yet, and mask"
                            + " the number where they mention it.")
    private boolean searchBodies;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept with who, when and how much, but without the number. See callvault erasures.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        if (exactly && searchBodies) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--search-bodies looks for a number, and --exactly for a spelling; name one of them.");
        }
        @Nullable Console console = yes || dryRun ? null : Terminal.of(spec, "--yes to erase, or --dry-run to count");
        try (Callvault callvault = session.open()) {
            if (console != null) {
                Erased would = callvault.wouldErase(number, exactly, reason);
                console.printf("%s%nErase this permanently? Type yes to confirm: ", text(would, true));
                if (!"yes".equals(console.readLine())) {
                    console.printf("Nothing was erased.%n");
                    return ExitCode.FAILED;
                }
            }
            Erased erased =
                    dryRun ? callvault.wouldErase(number, exactly, reason) : callvault.erase(number, exactly, reason);
            report(callvault, erased);
            return erased.records().held() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
        }
    }

    private void report(Callvault callvault, Erased erased) {
        if (searchBodies) {
            output.printAhead(text(erased, dryRun));
            long masked = callvault.maskMentions(number, dryRun);
            output.print(maskedText(masked), json(erased, masked));
        } else {
            output.print(text(erased, dryRun), json(erased, null));
        }
    }

    private static String text(Erased erased, boolean isTrial) {
        DeletedRecords records = erased.records();
        StringBuilder text = new StringBuilder((isTrial ? "would erase " : "erased ")
                + HumanFormat.count(records.calls(), "call") + ", "
                + HumanFormat.count(records.bodies(), "log") + ", "
                + HumanFormat.count(records.sessions(), "session line") + ", "
                + HumanFormat.count(records.errors(), "error line")
                + (erased.mentions() > 0
                        ? "; " + HumanFormat.count(erased.mentions(), "text") + " only because it mentions the number"
                        : "")
                + (records.held() > 0
                        ? "; kept by legal holds: " + HumanFormat.count(records.held(), "session")
                                + " with its calls, logs and lines; 'callvault hold' lists the holds"
                        : ""));
        erased.examples()
                .forEach(it -> text.append(System.lineSeparator())
                        .append("  ")
                        .append(it.kind())
                        .append(": ")
                        .append(it.text()));
        return text.toString();
    }

    private String maskedText(long masked) {
        return (dryRun ? "would mask it in " : "masked it in ") + HumanFormat.count(masked, "log") + " of other calls";
    }

    private Map<String, ?> json(Erased erased, @Nullable Long masked) {
        DeletedRecords records = erased.records();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dry_run", dryRun);
        json.put("calls", records.calls());
        json.put("bodies", records.bodies());
        json.put("sessions", records.sessions());
        json.put("errors", records.errors());
        json.put("mentions", erased.mentions());
        json.put("masked_bodies", masked);
        json.put("held_sessions", records.held());
        json.put(
                "examples",
                erased.examples().stream()
                        .map(it -> {
                            Map<String, Object> example = new LinkedHashMap<>();
                            example.put("kind", it.kind());
                            example.put("text", it.text());
                            return example;
                        })
                        .toList());
        return json;
    }
}
