package dev.callvault.cli.account;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code callvault account}: its commands are beside it. */
@Command(
        name = "account",
        description =
                "List the accounts in the archive, close or remove one whose contract has ended, or say that one has moved or"
                        + " has another name.",
        subcommands = {
            AccountListCommand.class,
            AccountCloseCommand.class,
            AccountReopenCommand.class,
            AccountRemoveCommand.class,
            AccountCommand.Moved.class,
            AccountCommand.Rename.class
        },
        footer = {
            "",
            "An account is a customer: a login at a host and path. Callvault refuses to archive another customer under",
            "the same name, or the same customer under another name, until you tell it here what has changed.",
            "Example: callvault account list",
            "         callvault account close main --reason 'contract ended'",
            "         callvault account moved main",
            "         callvault account rename main acme"
        })
public final class AccountCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name what to do: list, close, reopen, remove, moved or rename.");
    }

    @Command(
            name = "moved",
            description = "The configured URL and login belong to the customer that the account has always archived.",
            footer = {"", "Example: callvault account moved main"})
    static final class Moved implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Session session;

        @Parameters(paramLabel = "NAME", description = "The account's name in the configuration.")
        private String name = "";

        @Override
        public Integer call() {
            try (Callvault callvault = session.open()) {
                callvault.moved(name);
                spec.commandLine().getOut().println("Account " + name + " continues with its new URL and login.");
                return ExitCode.DONE;
            }
        }
    }

    @Command(
            name = "rename",
            description = "Give an account another name; everything that is stored stays with it.",
            footer = {"", "Example: callvault account rename main acme", "Change the configuration as well."})
    static final class Rename implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Session session;

        @Parameters(index = "0", paramLabel = "OLD", description = "The account's name in the archive.")
        private String oldName = "";

        @Parameters(index = "1", paramLabel = "NEW", description = "The name it gets.")
        private String newName = "";

        @Override
        public Integer call() {
            try (Callvault callvault = session.open()) {
                callvault.rename(oldName, newName);
                spec.commandLine().getOut().println("Account " + oldName + " is now named " + newName + ".");
                return ExitCode.DONE;
            }
        }
    }
}
