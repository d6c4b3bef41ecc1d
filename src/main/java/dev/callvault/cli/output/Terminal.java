package dev.callvault.cli.output;

import dev.callvault.cli.progress.ShownProgress.Screen;
import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The terminal, for asking a person to confirm and for showing progress. */
public final class Terminal {
    private Terminal() {}

    /**
     * The terminal.
     *
     * @param instead which options to use where there is none
     * @throws ParameterException when there is none
     */
    public static Console of(CommandSpec spec, String instead) {
        @Nullable Console console = ifAny();
        if (console == null) {
            throw new ParameterException(
                    spec.commandLine(), "There is no terminal to ask for confirmation: add " + instead + ".");
        }
        return console;
    }

    /** Where progress is shown. */
    public static Screen screen() {
        return ifAny() == null || "dumb".equals(System.getenv("TERM"))
                ? Screen.NONE
                : Screen.terminal(System.err.charset());
    }

    /** The terminal; null where there is none. */
    @SuppressWarnings("SystemConsoleNull") // it is null without a terminal, because the property is set
    public static @Nullable Console ifAny() {
        // newer Java returns a console even without a terminal, unless this is set
        System.setProperty("jdk.console", "java.base");
        return System.console();
    }
}
