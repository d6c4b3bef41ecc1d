package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.report.VerifyJson;
import dev.callvault.cli.report.VerifyText;
import dev.callvault.config.Settings;
import dev.callvault.verify.VerifyReport;
import dev.callvault.verify.VerifyScope;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Ask the provider again and compare: what is stored and proven, pending, unproven, lost, or was"
                + " never listed. Writes nothing, unless it is told to repair.",
        footer = {
            "",
            "Without options it spends about a dozen requests an account: totals, not rows.",
            "Exit code 3 when anything is lost, unproven, unreadable or was never listed.",
            "",
            "Examples:",
            "  callvault verify                          totals against the ledger and the rows",
            "  callvault verify --deep --bodies 100      every row, and a hundred logs fetched again",
            "  callvault verify --repair                 list and fetch what differs, then look again"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Option(names = "--account", paramLabel = "NAME", description = "Only this account.")
    private @Nullable String account;

    @Option(
            names = "--deep",
            description = "List all that is retained and compare row by row; compute every stored log's hash anew.")
    private boolean deep;

    @Option(
            names = "--bodies",
            paramLabel = "N",
            defaultValue = "0",
            description = "Fetch so many stored logs again, chosen at random, and compare their hashes.")
    private int bodies;

    @Option(names = "--repair", description = "List and fetch what differs, then report what is left.")
    private boolean repair;

    @Override
    public Integer call() {
        if (bodies < 0) {
            throw new ParameterException(spec.commandLine(), "--bodies takes a number from 0");
        }
        Settings settings = session.settings();
        settings.requireAccounts(Optional.ofNullable(account));
        try (Shutdown shutdown = Shutdown.inOrder();
                Callvault callvault = session.open(settings)) {
            shutdown.by(Thread.currentThread()::interrupt);
            List<VerifyReport> reports =
                    callvault.verify(Optional.ofNullable(account), new VerifyScope(deep, bodies), repair);
            output.print(VerifyText.of(reports), VerifyJson.of(reports));
            sayFailures(reports);
            return exitCode(reports);
        }
    }

    private void sayFailures(List<VerifyReport> reports) {
        PrintWriter err = spec.commandLine().getErr();
        reports.forEach(report ->
                report.failure().ifPresent(it -> err.println("callvault: account " + report.account() + ": " + it)));
        err.flush();
    }

    /** Refused credentials outrank failure, failure outranks incompleteness. */
    private static int exitCode(List<VerifyReport> reports) {
        if (reports.stream().flatMap(it -> it.failure().stream()).anyMatch(it -> it.credentials())) {
            return ExitCode.CREDENTIALS_REFUSED;
        }
        if (reports.stream().anyMatch(it -> it.failure().isPresent())) {
            return ExitCode.FAILED;
        }
        return reports.stream().anyMatch(VerifyReport::isIncomplete) ? ExitCode.INCOMPLETE : ExitCode.DONE;
    }
}
