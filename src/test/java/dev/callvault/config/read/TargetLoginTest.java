package dev.callvault.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetLoginTest {
    private static final String URL = "jdbc:postgresql://db.example.com/callvault";
    private static final String USERNAME = "CALLVAULT_TARGET_USERNAME";
    private static final String PASSWORD = "CALLVAULT_TARGET_PASSWORD";
    private static final String PASSWORD_FILE = "CALLVAULT_TARGET_PASSWORD_FILE";

    @TempDir
    private Path directory;

    @Test
    void the_password_is_in_the_environment_or_in_a_file_or_there_is_none() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "\uFEFFs3cret \r\n");

        assertThat(password(Map.of(USERNAME, "me"))).isEmpty();
        assertThat(password(Map.of(USERNAME, "me", PASSWORD, "s3cret"))).isEqualTo("s3cret");
        assertThat(password(Map.of(USERNAME, "me", PASSWORD_FILE, file.toString())))
                .isEqualTo("s3cret");
        assertThat(password(Map.of(USERNAME, "me", PASSWORD, "s3cret", PASSWORD_FILE, "")))
                .isEqualTo("s3cret");
    }

    @Test
    void says_all_mistakes_at_once_and_no_secret() {
        Path missing = directory.resolve("missing");

        assertThat(mistakes(Map.of(PASSWORD, "s3cret", PASSWORD_FILE, missing.toString()), "postgres://db.example.com"))
                .hasSize(4)
                .anySatisfy(it ->
                        assertThat(it).isEqualTo(USERNAME + ": is missing; it is the login at the database of --to"))
                .anySatisfy(it -> assertThat(it).startsWith("--to: "))
                .anySatisfy(it -> assertThat(it).startsWith(PASSWORD + ": set together with " + PASSWORD_FILE))
                .anySatisfy(
                        it -> assertThat(it).startsWith(PASSWORD_FILE + ": ").contains(missing.toString()))
                .noneMatch(it -> it.contains("s3cret"));
        assertThat(mistakes(Map.of(USERNAME, "me"), URL + "?user=me&password=s3cret"))
                .singleElement()
                .asString()
                .contains(USERNAME, PASSWORD_FILE)
                .doesNotContain("s3cret");
    }

    @Test
    void is_no_setting() {
        Map<String, String> environment = Map.of(USERNAME, "me", PASSWORD, "s3cret", PASSWORD_FILE, "", "HOME", "/");

        assertThat(TargetLogin.without(environment)).isEqualTo(Map.of("HOME", "/"));
    }

    private static String password(Map<String, String> environment) {
        DatabaseSettings target = TargetLogin.of(environment, URL);
        assertThat(target.username()).isEqualTo("me");
        return target.password().reveal();
    }

    private static List<String> mistakes(Map<String, String> environment, String url) {
        return assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> TargetLogin.of(environment, url))
                .actual()
                .mistakes();
    }
}
