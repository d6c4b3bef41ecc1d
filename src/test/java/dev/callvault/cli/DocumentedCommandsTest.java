package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.cli.output.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What people are told to type can be typed: in the README, the pages, the files for operation, and the program's hints. */
class DocumentedCommandsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[?`([a-z-]+)[^|]*\\|");
    /** In a sentence of prose, "callvault" is a name; what follows it here is a command. */
    private static final Pattern TYPED = Pattern.compile(
            "(?:(?<!\\()[`']|\\./|/bin/|^\\$? *|&& )callvault (?!--|COMMAND)([^`'\"\\n|;&#]+)", Pattern.MULTILINE);

    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    private final CommandLine program = Main.commandLine(Clock.systemUTC());

    @Test
    void the_table_of_commands_is_that_of_the_program() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int commands = readme.indexOf("\n## Commands");
        String table = readme.substring(commands, readme.indexOf("\n## ", commands + 1));

        List<String> documented =
                ROW.matcher(table).results().map(it -> it.group(1)).toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(program.getSubcommands().keySet().stream()
                        .filter(it -> !it.equals("help"))
                        .toList());
    }

    @Test
    void every_command_and_option_that_is_named_anywhere_exists() throws IOException {
        List<String> typed = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Path file : files()) {
            TYPED.matcher(Files.readString(file))
                    .results()
                    .map(it -> it.group(1).strip())
                    .forEach(it -> {
                        typed.add(it);
                        unknown(it).ifPresent(what -> unknown.add(file + ": callvault " + it + ": " + what));
                    });
        }
        assertThat(typed).hasSizeGreaterThan(60);
        assertThat(unknown).isEmpty();
    }

    @Test
    void every_command_says_what_is_kept_when_it_is_stopped() {
        assertThat(names(program).filter(it -> Kept.by(it).equals("Nothing was changed.")))
                .containsExactlyInAnyOrder(
                        "status",
                        "gaps",
                        "search",
                        "doctor",
                        "account",
                        "list",
                        "erasures",
                        "connection",
                        "config",
                        "hash-password",
                        "generate-completion",
                        "help");
    }

    private static Stream<String> names(CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .flatMap(it -> Stream.concat(Stream.of(it.getKey()), names(it.getValue())))
                .distinct();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Path.of("README.md"), Path.of("docker-compose.yml")));
        for (Path root : List.of(Path.of("src", "docs"), Path.of("config"), Path.of("src", "main"))) {
            try (Stream<Path> all = Files.walk(root)) {
                all.filter(it -> it.toString().matches(".*\\.(md|java|yaml|yml|service|jte|sql)"))
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** The first word that names nothing; empty when all do. */
    private Optional<String> unknown(String typed) {
        CommandLine command = program;
        boolean isArgument = false;
        for (String word : typed.split("[\\s,.()\\]\\[]+", -1)) {
            CommandLine inner =
                    WORD.matcher(word).matches() ? command.getSubcommands().get(word) : null;
            if (inner != null) {
                command = inner;
            } else if (command.equals(program)) {
                return Optional.of("there is no command " + word);
            } else if (!isArgument && OPTION.matcher(word).matches() && !has(command, word)) {
                return Optional.of("there is no option " + word);
            }
            isArgument = word.equals("--"); // what follows is another program's
        }
        return Optional.empty();
    }

    private static boolean has(CommandLine command, String option) {
        return command.getCommandSpec().findOption(option) != null;
    }
}
