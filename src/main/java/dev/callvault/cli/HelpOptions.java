package dev.callvault.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that every command has. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class HelpOptions {
    @Option(names = "--stacktrace", description = "Show where an unexpected failure came from.")
    private boolean stacktrace;

    boolean stacktrace() {
        return stacktrace;
    }
}
