package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.report.ArchiveReport;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "archive",
        description = "Make one full pass over every account, then exit; for cron.",
        footer = {"", "Example: */15 * * * *  callvault archive --config /etc/callvault.yaml"})
final class ArchiveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Session.requireHeap();
        Settings settings = session.settings();
        settings.requireAccounts();
        try (Callvault callvault = session.open(settings)) {
            List<RunReport> reports = callvault.archive(RunListener.NONE);
            output.print(ArchiveReport.text(reports), ArchiveReport.json(reports));
            sayFailures(reports);
            PrintWriter err = spec.commandLine().getErr();
            callvault.closed().values().forEach(it -> err.println("callvault: " + it));
            err.flush();
            return ArchiveReport.exitCode(reports);
        }
    }

    private void sayFailures(List<RunReport> reports) {
        PrintWriter err = spec.commandLine().getErr();
        for (RunReport report : reports) {
            report.failures().forEach(it -> err.println("callvault: account " + report.account() + ": " + it));
        }
        err.flush();
    }
}
