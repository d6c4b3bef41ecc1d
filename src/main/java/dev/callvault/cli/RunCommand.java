package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.app.daemon.Daemon;
import dev.callvault.archive.report.RunListener;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description = "Run the daemon, which archives until Ctrl-C or SIGTERM.",
        footer = {
            "",
            "Daemons that use the same database share the work.",
            "Example: callvault run --config /etc/callvault.yaml"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Override
    public Integer call() throws InterruptedException {
        Session.requireHeap();
        Settings settings = session.settings();
        settings.requireAccounts();
        try (Callvault callvault = session.unopened(settings);
                Daemon daemon = callvault.daemon(RunListener.NONE)) {
            session.shutdown().by(daemon::stop);
            daemon.start();
            daemon.awaitStop();
            return ExitCode.DONE;
        }
    }
}
