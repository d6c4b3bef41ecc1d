package dev.callvault.cli;

import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Terminal;
import dev.callvault.serve.PasswordHash;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "hash-password",
        description = "Ask for a password, twice, or read the first line of standard input,"
                + " and print the hash for serve.users.",
        footer = {"", "Example: callvault hash-password < password.txt"})
final class HashPasswordCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        @Nullable Console console = Terminal.ifAny();
        @Nullable String password = console == null ? firstLine() : typed(it -> console.readPassword("%s", it));
        if (password == null || password.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "No password was given: the line is empty");
        }
        spec.commandLine().getOut().println(PasswordHash.of(password));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    /** Nobody sees what is typed, so it is typed twice. */
    @Nullable
    String typed(Function<String, char @Nullable []> ask) {
        return typed(spec, ask, "nothing was printed");
    }

    static @Nullable String typed(CommandSpec spec, Function<String, char @Nullable []> ask, String otherwise) {
        char @Nullable [] once = ask.apply("Password: ");
        char @Nullable [] again = once == null || once.length == 0 ? once : ask.apply("The same again: ");
        if (!Arrays.equals(once, again)) {
            throw new ParameterException(spec.commandLine(), "The two passwords differ; " + otherwise);
        }
        return once == null ? null : new String(once);
    }

    private static @Nullable String firstLine() throws IOException {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
}
