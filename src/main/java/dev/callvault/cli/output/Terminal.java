package dev.callvault.cli.output;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The terminal on which a person can be asked. */
public final class Terminal {
    private Terminal() {}

    /**
     * The terminal.
     *
     * @param instead what to give where there is none
     * @throws ParameterException when there is none
     */
    @SuppressWarnings("SystemConsoleNull") // the property keeps it so
    public static Console of(CommandSpec spec, String instead) {
        // newer Java gives a console even where there is no terminal, unless told not to
        System.setProperty("jdk.console", "java.base");
        @Nullable Console console = System.console();
        if (console == null) {
            throw new ParameterException(spec.commandLine(), "There is no terminal to ask on: give " + instead + ".");
        }
        return console;
    }
}
