package dev.callvault.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside a daemon, as an administrator: its settings, but none of its secrets. Each command asks only for what it needs. */
@Proof
class WithoutPasswordsTest {
    private static final String SETTINGS = """
            accounts:
              - name: main
                url: https://example.com/ws
                username: me
                password-file: /nowhere/of-the-provider
              - name: other
                url: https://example.com/ws
                username: you
                password-file: /nowhere/of-the-other
            serve:
              users:
                - name: anna
                  password-hash-file: /nowhere/of-the-console
                  accounts: "*"
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeEach
    void settings() throws IOException {
        Files.writeString(directory.resolve("callvault.yaml"), SETTINGS);
    }

    private Program.Ended run(String command) throws IOException, InterruptedException {
        return new Program(directory)
                .with("CALLVAULT_CONFIG", directory.resolve("callvault.yaml"))
                .with("CALLVAULT_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/archive")
                .with("CALLVAULT_DATABASE_USERNAME", "callvault")
                .run(command.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "gaps",
                "gaps acknowledge g1 --reason known",
                "export calls",
                "search error",
                "hold",
                "reader",
                "keep",
                "erase --number 2125551234 --yes",
                "redact",
                "account moved main",
                "account rename main acme",
                "migrate"
            })
    void it_gets_as_far_as_the_database(String command) throws IOException, InterruptedException {
        Program.Ended ended = run(command);

        assertThat(ended.exitCode()).as(ended.err()).isOne();
        assertThat(ended.err()).contains("127.0.0.1:1 refused").doesNotContain("password");
    }

    @Test
    void config_shows_the_rest() throws IOException, InterruptedException {
        assertThat(run("config").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "run", "verify", "doctor"})
    void what_asks_the_provider_names_every_secret_that_is_missing(String command)
            throws IOException, InterruptedException {
        Program.Ended ended = run(command);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out() + ended.err()).contains("of-the-provider", "of-the-other", "of-the-console");
    }
}
