package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README names every command, and none that is not there. */
class DocumentedCommandsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[?`([a-z-]+)[^|]*\\|");

    @Test
    void the_table_of_commands_is_that_of_the_program() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int commands = readme.indexOf("\n## Commands");
        String table = readme.substring(commands, readme.indexOf("\n## ", commands + 1));

        List<String> documented =
                ROW.matcher(table).results().map(it -> it.group(1)).toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Main.commandLine(Clock.systemUTC()).getSubcommands().keySet().stream()
                                .filter(it -> !it.equals("help"))
                                .toList());
    }
}
