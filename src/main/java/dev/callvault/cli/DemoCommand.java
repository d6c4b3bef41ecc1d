package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.app.Demo;
import dev.callvault.app.Standing;
import dev.callvault.app.daemon.Daemon;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.report.ArchiveReport;
import dev.callvault.cli.report.StatusReport;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "Try Callvault without an account: a simulated provider, an embedded PostgreSQL and the daemon.",
        footer = {
            "",
            "The archive is kept in CALLVAULT_DATA_DIR (./data); other commands can use it at the same time.",
            "Example: callvault demo --once"
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Option(names = "--once", description = "Archive once, print the report and exit.")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException {
        Session.requireHeap();
        Settings settings = session.settings();
        PrintWriter err = spec.commandLine().getErr();
        err.println("Starting the embedded PostgreSQL and a simulated provider …");
        err.flush();
        try (Demo demo = new Demo(settings, session.clock());
                Callvault callvault = session.unopened(demo.settings())) {
            callvault.requireDemo();
            callvault.migrate();
            int exitCode = archive(callvault, err);
            if (!once && !session.shutdown().isStopping()) {
                err.println("Still running as a daemon. The provider is at "
                        + demo.simulator().baseUrl()
                        + " (demo/demo). Try ./callvault status in another terminal. Press Ctrl-C to stop.");
                err.flush();
                runDaemon(callvault, err);
            }
            return exitCode;
        }
    }

    private int archive(Callvault callvault, PrintWriter err) {
        List<RunReport> reports = callvault.archive(RunListener.NONE);
        if (session.shutdown().isStopping()) {
            return ExitCode.FAILED;
        }
        Standing standing = callvault.standing();
        Map<String, Object> json = new LinkedHashMap<>(ArchiveReport.json(reports));
        json.put("status", StatusReport.json(standing, callvault.keptSinceInFuture(), callvault.unreadNumbers()));
        output.print(ArchiveReport.text(reports) + StatusReport.text(standing), json);
        reports.forEach(it -> it.failures().forEach(why -> err.println("callvault: " + why)));
        err.flush();
        return ArchiveReport.exitCode(reports);
    }

    private void runDaemon(Callvault callvault, PrintWriter err) throws InterruptedException {
        try (Daemon daemon = callvault.daemon(RunListener.NONE)) {
            session.shutdown().by(daemon::stop);
            daemon.start();
            daemon.address()
                    .ifPresent(it -> err.println("The console is at " + it + "/ (and /ws, /metrics, /health/ready)."));
            err.flush();
            daemon.awaitStop();
        }
    }
}
