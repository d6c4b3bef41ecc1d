package dev.callvault.cli.account;

import dev.callvault.app.AccountBook;
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
        name = "reopen",
        description = "Continue an account that was closed, or allow one that was removed to be archived anew.",
        footer = {
            "",
            "What a closed account lacks is archived as far as the provider still has it; the rest is recorded as lost.",
            "A removed account begins anew. Numbers that were erased from it before must be erased again.",
            "Example: callvault account reopen main --reason 'contract renewed'"
        })
final class AccountReopenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Parameters(paramLabel = "NAME", description = "The account's name in the archive.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with who reopened it and when.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        try (Callvault callvault = session.open()) {
            AccountBook.Reopened outcome = callvault.accountBook().reopen(name, callvault.decision(reason));
            spec.commandLine()
                    .getOut()
                    .println(
                            switch (outcome) {
                                case CLOSED ->
                                    "Account " + name + " is open again, and is archived where it is configured.";
                                case REMOVED ->
                                    "Account " + name + " begins anew where it is configured. Numbers that were erased"
                                            + " from it before must be erased again.";
                                case NEITHER -> "Account " + name + " is neither closed nor removed.";
                            });
            return outcome == AccountBook.Reopened.NEITHER ? ExitCode.FAILED : ExitCode.DONE;
        }
    }
}
