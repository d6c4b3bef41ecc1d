package dev.callvault.cli.account;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "close",
        description = "Close an account whose contract has ended: everything stays readable, nothing more is archived,"
                + " and nothing of it raises an alarm.",
        footer = {
            "",
            "It may stay in the configuration; running daemons follow by themselves. A run that is under way ends as usual.",
            "Example: callvault account close main --reason 'contract ended on 2026-10-31'",
            "         callvault account reopen main"
        })
final class AccountCloseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Parameters(paramLabel = "NAME", description = "The account's name in the archive.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with who closed it and when.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        try (Callvault callvault = session.open()) {
            boolean isNew = callvault.accountBook().close(name, callvault.decision(reason));
            spec.commandLine()
                    .getOut()
                    .println(
                            isNew
                                    ? "Account " + name + " is closed. Everything that is stored stays."
                                    : "Account " + name + " is closed already.");
            return ExitCode.DONE;
        }
    }
}
