package dev.callvault.cli;

import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.session.Shutdown;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.InvalidUse;
import dev.callvault.logs.LogRedaction;
import dev.callvault.report.UnwritableOutput;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.AccountRefused;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.backup.DamagedBackup;
import dev.callvault.store.backup.RefusedRestore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns the failure that ended a command into a message for people and an exit code for scripts. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Shutdown shutdown;

    Failures(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    /** The message alone, and where to read on: above the whole usage, nobody would see it. */
    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        int exitCode = say(err, ExitCode.USAGE, String.valueOf(mistake.getMessage()));
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("Run '" + command.getCommandSpec().qualifiedName() + " --help' to see how it is used.");
        err.flush();
        return exitCode;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (isStacktraceWanted(command)) {
            failure.printStackTrace(err);
        }
        if (shutdown.isStopping()) {
            return ExitCode.FAILED; // what was stopped failed for no other reason, and that was said
        }
        return switch (failure) {
            case InvalidSettings mistakes -> say(err, ExitCode.USAGE, String.valueOf(mistakes.getMessage()));
            case InvalidUse mistake -> say(err, ExitCode.USAGE, String.valueOf(mistake.getMessage()));
            case AccountRefused refused -> say(err, ExitCode.USAGE, refused.getMessage() + "\n" + refused.hint());
            case StoreFailure store -> say(err, ExitCode.FAILED, store.getMessage() + "\n" + store.hint());
            case DamagedBackup damaged -> say(err, ExitCode.FAILED, String.valueOf(damaged.getMessage()));
            case RefusedRestore refused -> say(err, ExitCode.USAGE, String.valueOf(refused.getMessage()));
            case UnwritableOutput output -> say(err, ExitCode.FAILED, String.valueOf(output.getMessage()));
            case SourceFailure.CredentialsRefused refused ->
                say(err, ExitCode.CREDENTIALS_REFUSED, refused.getMessage() + "\n" + refused.hint());
            case SourceFailure source -> say(err, ExitCode.FAILED, source.getMessage() + "\n" + source.hint());
            case UncheckedIOException unusable ->
                say(err, ExitCode.FAILED, cannotUse(Objects.requireNonNull(unusable.getCause())));
            case IOException unusable -> say(err, ExitCode.FAILED, cannotUse(unusable));
            default ->
                say(
                        err,
                        ExitCode.FAILED,
                        "unexpected failure: " + failure + "\nRun the command again with --stacktrace and report it.");
        };
    }

    /** A file or folder, of which the system's message may be no more than the name. Nobody is to report a mistyped one. */
    private static String cannotUse(IOException failure) {
        String what = failure.getClass().getSimpleName().replaceAll("(IO)?Exception$", "");
        return "a file, a folder or a connection cannot be used: " + failure.getMessage()
                + (what.isEmpty() ? "" : " (" + what + ")")
                + "\nCheck that it is there, and that this user may use it.";
    }

    private static boolean isStacktraceWanted(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof Main main && main.stacktrace();
    }

    private static int say(PrintWriter err, int exitCode, String message) {
        err.println("callvault: " + LogRedaction.redacted(message));
        err.flush();
        return exitCode;
    }
}
