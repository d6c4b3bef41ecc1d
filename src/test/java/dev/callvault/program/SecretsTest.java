package dev.callvault.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password is nowhere but where it was given and where it is sent. */
@Proof
class SecretsTest {
    private static final String SECRET = "hunter2-of-the-provider";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void a_password_is_in_no_log_no_message_no_argument_and_no_byte_of_the_database()
            throws IOException, InterruptedException {
        SimulatorSettings world = SimulatorSettings.demo(1).withCallsPerDay(3).withLogin("me", SECRET);
        try (Simulator provider = Simulator.start(world, Clock.systemUTC())) {
            Program program = new Program(directory)
                    .with("CALLVAULT_ACCOUNT_URL", provider.baseUrl())
                    .with("CALLVAULT_ACCOUNT_USERNAME", "me")
                    .with("CALLVAULT_ACCOUNT_PASSWORD", SECRET)
                    .with("CALLVAULT_LOG_LEVEL", "trace");

            Process archiving = program.start("archive", "--stacktrace");
            assertThat(archiving.info().commandLine().orElse("")).doesNotContain(SECRET);
            Await.end(archiving);
            assertThat(archiving.exitValue()).isZero();
            assertThat(Files.readString(directory.resolve("out")))
                    .contains("account")
                    .doesNotContain(SECRET);
            assertThat(Files.readString(directory.resolve("err"))).doesNotContain(SECRET);
            for (List<String> command : List.of(List.of("config", "--json"), List.of("doctor", "--stacktrace"))) {
                Program.Ended ended = program.run(command.toArray(String[]::new));
                assertThat(ended.exitCode()).as(ended.err()).isZero();
                assertThat(ended.out() + ended.err()).doesNotContain(SECRET);
            }
            assertThat(filesWith(SECRET)).isEmpty();
            String header = Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(StandardCharsets.UTF_8));
            assertThat(filesWith(header)).isEmpty();
        }
    }

    /** Files of the data directory, the database's own among them, that hold a text. */
    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(it -> holds(it, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false; // a file of the server that went meanwhile
        }
    }
}
