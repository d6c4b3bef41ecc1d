package dev.callvault.cli;

import dev.callvault.cli.output.ExitCode;
import dev.callvault.serve.PasswordHash;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "hash-password",
        description =
                "Ask for a password, or read the first line of standard input, and print the hash for serve.users.",
        footer = {"", "Example: callvault hash-password < password.txt"})
final class HashPasswordCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        @Nullable String password = password();
        if (password == null || password.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "No password was given: the line is empty");
        }
        spec.commandLine().getOut().println(PasswordHash.of(password));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    @SuppressWarnings("SystemConsoleNull") // it is null without a terminal, because the property is set
    private @Nullable String password() throws IOException {
        // newer Java returns a console even without a terminal, unless this is set
        System.setProperty("jdk.console", "java.base");
        @Nullable Console console = System.console();
        if (console != null) {
            char @Nullable [] typed = console.readPassword("Password: ");
            return typed == null ? null : new String(typed);
        }
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
}
