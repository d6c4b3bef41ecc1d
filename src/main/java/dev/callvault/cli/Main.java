package dev.callvault.cli;

import dev.callvault.cli.account.AccountCommand;
import dev.callvault.cli.backup.BackupCommand;
import dev.callvault.cli.backup.MoveCommand;
import dev.callvault.cli.backup.RestoreCommand;
import dev.callvault.cli.imports.ImportCommand;
import dev.callvault.cli.output.Terminal;
import dev.callvault.cli.output.Version;
import dev.callvault.cli.progress.ShownProgress;
import dev.callvault.cli.session.Shutdown;
import dev.callvault.progress.Progress;
import dev.callvault.source.plum.HostAddresses;
import java.time.Clock;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** {@code callvault}: the command line. */
@Command(
        name = "callvault",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        scope = ScopeType.INHERIT,
        description = "Archives a phone platform's call logs, sessions and errors in PostgreSQL"
                + " and proves that nothing is missing.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ArchiveCommand.class,
            RunCommand.class,
            StatusCommand.class,
            GapsCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            SearchCommand.class,
            DoctorCommand.class,
            ConnectionCommand.class,
            RedactCommand.class,
            EraseCommand.class,
            ErasuresCommand.class,
            HoldCommand.class,
            KeepCommand.class,
            AccountCommand.class,
            ReaderCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ImportCommand.class,
            MoveCommand.class,
            SimulateCommand.class,
            MigrateCommand.class,
            ConfigCommand.class,
            HashPasswordCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration,",
            "3 done but something is lost, unproven or held, 4 login refused.",
            "",
            "Examples:",
            "  callvault demo                 try it without an account",
            "  callvault archive              archive once, for cron",
            "  callvault run                  archive continuously, as a daemon",
            "  callvault status --json        how far the archive is complete, for scripts"
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean stacktrace;

    boolean stacktrace() {
        return stacktrace;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command, for example: callvault demo");
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // The driver tells PostgreSQL the machine's zone, and not every zone that Java knows is one that PostgreSQL
        // knows.
        // Nothing here depends on it: every time is shown in a zone that is named.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        HostAddresses.rememberBriefly();
        Shutdown shutdown =
                new Shutdown(Thread.currentThread(), it -> System.err.println("callvault: " + it)).whenAsked();
        int exitCode = commandLine(Clock.systemUTC(), shutdown).execute(arguments);
        shutdown.end();
        System.exit(exitCode);
    }

    /** The command line with the given clock. */
    static CommandLine commandLine(Clock clock) {
        return commandLine(clock, new Shutdown(Thread.currentThread(), it -> {}));
    }

    private static CommandLine commandLine(Clock clock, Shutdown shutdown) {
        AtomicReference<Progress> shown = new AtomicReference<>(Progress.NONE);
        return commandLine(clock, shutdown, shown::get).setExecutionStrategy(parsed -> {
            CommandLine command = parsed.asCommandLineList().getLast();
            shutdown.of(command.getCommandName());
            try (ShownProgress progress = new ShownProgress(command.getErr(), Terminal.screen(), clock)) {
                shutdown.first(progress::close);
                shown.set(progress.watched());
                return new CommandLine.RunLast().execute(parsed);
            }
        });
    }

    /** The command line whose commands tell how far they are. */
    static CommandLine commandLine(Clock clock, Shutdown shutdown, Supplier<Progress> progress) {
        Failures failures = new Failures(shutdown);
        return new CommandLine(new Main(), new CommandFactory(clock, shutdown, progress))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
