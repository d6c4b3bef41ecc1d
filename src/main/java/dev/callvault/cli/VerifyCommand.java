package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.report.VerifyJson;
import dev.callvault.cli.report.VerifyText;
import dev.callvault.cli.session.Session;
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
        description = "Ask the provider again and compare: what is proven, pending, unproven, lost or was never listed."
                + " Writes nothing without --repair.",
        footer = {
            "",
            "Without options, it compares totals, not rows, for about a dozen requests per account.",
            "Exit code 3 when anything is lost, unproven, unreadable or was never listed, or two calls have one log id.",
            "",
            "Examples:",
            "  callvault verify                          compare totals with the ledger and the stored rows",
            "  callvault verify --deep --bodies 100      compare every row, and fetch a hundred logs again",
            "  callvault verify --repair                 list and fetch what differs, then compare again"
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
            description = "List everything the provider still has and compare row by row; hash every stored log again.")
    private boolean deep;

    @Option(
            names = "--bodies",
            paramLabel = "N",
            defaultValue = "0",
            description = "Fetch N stored logs again, chosen at random, and compare their hashes.")
    private int bodies;

    @Option(names = "--repair", description = "List and fetch what differs, then report what remains.")
    private boolean repair;

    @Override
    public Integer call() {
        if (bodies < 0) {
            throw new ParameterException(spec.commandLine(), "--bodies must be 0 or more");
        }
        Session.requireHeap();
        Settings settings = session.settings();
        settings.requireAccounts(Optional.ofNullable(account));
        try (Callvault callvault = session.open(settings)) {
            List<VerifyReport> reports =
                    callvault.verify(Optional.ofNullable(account), new VerifyScope(deep, bodies), repair);
            output.print(VerifyText.of(reports), VerifyJson.of(reports));
            sayFailures(reports);
            sayClosed(callvault);
            return exitCode(reports);
        }
    }

    private void sayClosed(Callvault callvault) {
        PrintWriter err = spec.commandLine().getErr();
        callvault.closed().entrySet().stream()
                .filter(it -> account == null || it.getKey().equals(account))
                .forEach(it -> err.println("callvault: " + it.getValue()));
        err.flush();
    }

    private void sayFailures(List<VerifyReport> reports) {
        PrintWriter err = spec.commandLine().getErr();
        reports.forEach(report ->
                report.failure().ifPresent(it -> err.println("callvault: account " + report.account() + ": " + it)));
        err.flush();
    }

    /** A refused login outranks a failure, and a failure outranks incompleteness. */
    private static int exitCode(List<VerifyReport> reports) {
        boolean isRefused =
                reports.stream().flatMap(it -> it.failure().stream()).anyMatch(it -> it.credentials());
        return ExitCode.worst(
                isRefused ? ExitCode.CREDENTIALS_REFUSED : ExitCode.DONE,
                reports.stream().anyMatch(it -> it.failure().isPresent()) ? ExitCode.FAILED : ExitCode.DONE,
                reports.stream().anyMatch(VerifyReport::isIncomplete) ? ExitCode.INCOMPLETE : ExitCode.DONE);
    }
}
