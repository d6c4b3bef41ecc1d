package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Scene;
import dev.callvault.cli.session.Shutdown;
import dev.callvault.progress.Progress;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command whose work can be long tells how far it is, and is not in the way of what it prints. */
class LongWorkTest {
    private static final String OPENING = "opening the archive, bringing the database up to date";

    /** What each tells, in the order in which the parts begin. */
    private static final Map<List<String>, String> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put(
                List.of("archive", "--json"),
                "fetching logs, listing calls, listing sessions, listing errors, bringing the reports up to date");
        COMMANDS.put(
                List.of("verify", "--deep", "--bodies", "2", "--json"),
                "comparing calls of main, comparing sessions of main, comparing errors of main, fetching logs again of main,"
                        + " hashing logs of main");
        COMMANDS.put(List.of("export", "calls", "--force", "--output", "target/long-work.csv"), "exporting calls");
        COMMANDS.put(List.of("search", "error.badfetch", "--json"), "searching");
        COMMANDS.put(
                List.of("redact", "--json"),
                "redacting logs of main, redacting sessions of main, redacting errors of main");
        COMMANDS.put(List.of("erase", "--number", "6177123000", "--yes", "--json"), "erasing");
        COMMANDS.put(List.of("keep", "--apply", "--yes", "--json"), "deleting old records");
        COMMANDS.put(List.of("migrate", "--json"), "");
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void every_long_command_tells_how_far_it_is() throws IOException {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(2).withBusySince(Scene.BUSY_SINCE))) {
            Path config = config(scene);
            COMMANDS.forEach((command, parts) -> {
                Told told = new Told();
                StringWriter err = new StringWriter();
                List<String> arguments = new ArrayList<>(command);
                arguments.addAll(List.of("--config", config.toString()));

                int exitCode = Main.commandLine(scene.clock, new Shutdown(Thread.currentThread(), it -> {}), () -> told)
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments.toArray(String[]::new));

                assertThat(exitCode).as("%s: %s", command, err).isIn(0, 3);
                assertThat(String.join(", ", told.begun))
                        .as("%s", command)
                        .isEqualTo(OPENING + (parts.isEmpty() ? "" : ", " + parts));
                assertThat(told.open).as("%s ends each part", command).hasValue(0);
                if (command.contains("archive")) {
                    assertThat(told.fetched)
                            .as("the logs to fetch are known, and fetched")
                            .hasPositiveValue();
                    assertThat(told.toFetch.get()).isEqualTo(told.fetched.get());
                }
            });
        }
    }

    private Path config(Scene scene) throws IOException {
        return Files.writeString(folder.resolve("callvault.yaml"), """
                accounts:
                  - {name: main, url: "$url", username: demo, password: demo}
                database: {url: "$database", username: "$user"$password}
                requests-per-second: 0
                keep: {errors: P400D}
                """.replace(
                        "$url", scene.simulator.baseUrl().toString())
                .replace("$database", scene.database().url())
                .replace("$user", scene.database().username())
                .replace(
                        "$password",
                        scene.database().password().isEmpty()
                                ? ""
                                : ", password: '" + scene.database().password().reveal() + "'"));
    }

    /** Remembers what it was told. */
    private static final class Told implements Progress {
        private final List<String> begun = new CopyOnWriteArrayList<>();
        private final AtomicLong open = new AtomicLong();
        private final AtomicLong fetched = new AtomicLong();
        private final AtomicLong toFetch = new AtomicLong();

        @Override
        public Part begin(String what, String noun) {
            begun.add(what);
            open.incrementAndGet();
            return what.equals("fetching logs") ? new Logs() : new Counted();
        }

        private class Counted implements Part {
            private boolean isClosed;

            @Override
            public void close() {
                if (!isClosed) {
                    isClosed = true;
                    open.decrementAndGet();
                }
            }
        }

        private final class Logs extends Counted {
            @Override
            public void did(long more) {
                fetched.addAndGet(more);
            }

            @Override
            public void of(long all) {
                toFetch.set(all);
            }
        }
    }
}
