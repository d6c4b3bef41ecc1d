package dev.callvault.config.read;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.config.AccountSettings;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.ScheduleSettings;
import dev.callvault.config.Secret;
import dev.callvault.config.ServeSettings;
import dev.callvault.config.Settings;
import dev.callvault.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

final class SettingsLoaderTest {
    private static final Map<String, String> ACCOUNT = Map.of(
            "CALLVAULT_ACCOUNT_URL", "https://provider.example/ws",
            "CALLVAULT_ACCOUNT_USERNAME", "me@example.com",
            "CALLVAULT_ACCOUNT_PASSWORD", "s3cret ");

    @TempDir
    private Path directory;

    @Test
    void has_defaults_for_everything_but_the_account() {
        Settings settings = SettingsLoader.load(Map.of("PATH", "/bin"), Optional.empty());

        assertThat(settings.accounts()).isEmpty();
        assertThat(settings.database()).isEmpty();
        assertThat(settings.dataDir()).isEqualTo(Path.of("./data"));
        assertThat(settings.requests().concurrency()).isEqualTo(4);
        assertThat(settings.requests().perSecond()).isEqualTo(2);
        assertThat(settings.requests().timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.requests().maxAnswerBytes()).isEqualTo(128L * 1024 * 1024);
        assertThat(settings.requests().allowInsecure()).isFalse();
        assertThat(settings.openWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.schedule())
                .isEqualTo(new ScheduleSettings(
                        Duration.ofMinutes(5),
                        Duration.ofDays(1),
                        Duration.ofDays(7),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1)));
        assertThat(settings.reportingZone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(settings.logs().json()).isFalse();
        assertThat(settings.logs().level()).isEqualTo(Level.INFO);
        assertThat(settings.serve()).isEqualTo(new ServeSettings(true, "127.0.0.1", 8480, List.of()));
        assertThat(settings.nodeName()).endsWith("-" + ProcessHandle.current().pid());
    }

    @Test
    void needs_no_file_for_a_single_account() {
        Settings settings = SettingsLoader.load(ACCOUNT, Optional.empty());

        assertThat(settings.requireAccounts())
                .containsExactly(new AccountSettings(
                        "default",
                        URI.create("https://provider.example/ws"),
                        "me@example.com",
                        new Secret("s3cret "),
                        WireFormat.JSON,
                        ZoneId.of("America/New_York"),
                        "US"));
    }

    @Test
    void advises_when_a_command_needs_an_account_and_there_is_none() {
        Settings settings = SettingsLoader.load(Map.of(), Optional.empty());

        assertThatThrownBy(settings::requireAccounts)
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("CALLVAULT_ACCOUNT_URL")
                .hasMessageContaining("--config");
    }

    @Test
    void reads_a_file_and_lets_the_environment_override_it() {
        Path file = file("""
                accounts:
                  - name: main
                    url: https://provider.example/ws
                    username: file
                    password: 0123
                    format: XML
                  - name: other
                    url: http://127.0.0.1:8080/ws
                    username: other
                    password: "b"
                    zone: UTC
                database:
                  url: jdbc:postgresql://db/callvault
                  username: callvault
                concurrency: 8
                open-window: PT2H
                max-answer-bytes: 1048576
                log-level: INFO
                schedule:
                  list: 90s
                  fetch:
                """);
        Settings settings = SettingsLoader.load(
                Map.of(
                        "CALLVAULT_CONCURRENCY",
                        " 16 ",
                        "CALLVAULT_SCHEDULE_SWEEP_CALLS",
                        "12h",
                        "CALLVAULT_LOG_LEVEL",
                        "",
                        "CALLVAULT_DATABASE_PASSWORD",
                        "d"),
                Optional.of(file));

        assertThat(settings.accounts()).extracting(AccountSettings::name).containsExactly("main", "other");
        assertThat(settings.accounts().getFirst().password()).isEqualTo(new Secret("0123"));
        assertThat(settings.accounts().getFirst().format()).isEqualTo(WireFormat.XML);
        assertThat(settings.accounts().getLast().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(settings.database())
                .contains(new DatabaseSettings("jdbc:postgresql://db/callvault", "callvault", new Secret("d")));
        assertThat(settings.requests().concurrency()).isEqualTo(16);
        assertThat(settings.openWindow()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.requests().maxAnswerBytes()).isEqualTo(1_048_576);
        assertThat(settings.logs().level()).isEqualTo(Level.INFO);
        assertThat(settings.schedule().list()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.schedule().sweepCalls()).isEqualTo(Duration.ofHours(12));
        assertThat(settings.schedule().fetch()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void prefers_the_named_file_to_the_one_in_the_environment() {
        Path other = write("other.yaml", "concurrency: 7");

        assertThat(SettingsLoader.load(Map.of("CALLVAULT_CONFIG", other.toString()), Optional.empty())
                        .requests()
                        .concurrency())
                .isEqualTo(7);
        assertThat(SettingsLoader.load(
                                Map.of("CALLVAULT_CONFIG", other.toString()), Optional.of(file("concurrency: 9")))
                        .requests()
                        .concurrency())
                .isEqualTo(9);
    }

    @Test
    void overrides_the_only_account_of_a_file_by_the_environment() {
        Path file = file("""
                accounts:
                  - {name: main, url: 'https://provider.example/ws', username: me, password: old}
                """);
        Settings settings = SettingsLoader.load(Map.of("CALLVAULT_ACCOUNT_PASSWORD", "new"), Optional.of(file));

        assertThat(settings.accounts()).hasSize(1);
        assertThat(settings.accounts().getFirst().name()).isEqualTo("main");
        assertThat(settings.accounts().getFirst().password()).isEqualTo(new Secret("new"));
    }

    @Test
    void reads_secrets_from_files_without_what_nobody_sees_in_them() {
        Path account = write("account", "\uFEFF p w \r\n\r\n");
        Path database = write("database", "d\t\n");
        Path file = file("""
                database:
                  url: jdbc:postgresql:callvault
                  username: callvault
                  password-file: %s
                """.formatted(database));
        Map<String, String> environment = new HashMap<>(ACCOUNT);
        environment.remove("CALLVAULT_ACCOUNT_PASSWORD");
        environment.put("CALLVAULT_ACCOUNT_PASSWORD_FILE", account.toString());

        Settings settings = SettingsLoader.load(environment, Optional.of(file));

        assertThat(settings.accounts().getFirst().password().reveal()).isEqualTo(" p w");
        assertThat(settings.database().orElseThrow().password().reveal()).isEqualTo("d");
    }

    @Test
    void takes_a_file_of_comments_as_empty() {
        assertThat(SettingsLoader.load(Map.of(), Optional.of(file("# nothing\n"))))
                .usingRecursiveComparison()
                .isEqualTo(SettingsLoader.load(Map.of(), Optional.empty()));
    }

    @Test
    void leaves_alone_what_kubernetes_and_the_launcher_set() {
        Map<String, String> environment = Map.ofEntries(
                entry("CALLVAULT_JAVA", "/opt/java"),
                entry("CALLVAULT_JAVA_OPTIONS", "-Xmx1g"),
                entry("CALLVAULT_SERVICE_HOST", "10.0.0.1"),
                entry("CALLVAULT_SERVICE_PORT", "80"),
                entry("CALLVAULT_SERVICE_PORT_HTTP", "80"),
                entry("CALLVAULT_PORT", "tcp://10.0.0.1:80"),
                entry("CALLVAULT_PORT_80_TCP_ADDR", "10.0.0.1"),
                entry("CALLVAULT_CONCURENCY", ""));

        assertThat(SettingsLoader.load(environment, Optional.empty()).requests().concurrency())
                .isEqualTo(4);
    }

    @Test
    void says_what_is_in_force_and_why_with_secrets_masked() {
        Path file = file("concurrency: 8\nopen-window: 2h\n");
        Map<String, String> environment = new HashMap<>(ACCOUNT);
        environment.put("CALLVAULT_CONCURRENCY", "16");

        assertThat(SettingsLoader.effective(environment, Optional.of(file)))
                .contains(
                        new Effective("accounts[0].name", "default", Origin.DEFAULT, ""),
                        new Effective("accounts[0].password", "***", Origin.ENVIRONMENT, "CALLVAULT_ACCOUNT_PASSWORD"),
                        new Effective("database.url", "", Origin.DEFAULT, ""),
                        new Effective("database.password", "", Origin.DEFAULT, ""),
                        new Effective("concurrency", "16", Origin.ENVIRONMENT, "CALLVAULT_CONCURRENCY"),
                        new Effective("open-window", "2h", Origin.FILE, "open-window (" + file + ", line 2)"),
                        new Effective("schedule.list", "5m", Origin.DEFAULT, ""))
                .noneSatisfy(it -> assertThat(it.toString()).contains("s3cret"));
    }

    @Test
    void never_prints_a_secret() {
        Settings settings = SettingsLoader.load(ACCOUNT, Optional.empty());

        assertThat(settings.toString()).contains("me@example.com", "***").doesNotContain("s3cret");
    }

    private Path file(String yaml) {
        return write("callvault.yaml", yaml);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void a_user_of_an_account_that_is_nowhere_is_named() {
        Settings settings = SettingsLoader.load(
                Map.of(
                        "CALLVAULT_ACCOUNT_URL", "https://example.com/ws",
                        "CALLVAULT_ACCOUNT_USERNAME", "me",
                        "CALLVAULT_ACCOUNT_PASSWORD", "secret",
                        "CALLVAULT_SERVE_USER_NAME", "viewer",
                        "CALLVAULT_SERVE_USER_PASSWORD_HASH",
                                "pbkdf2-sha256:600000:" + "a".repeat(22) + ":" + "b".repeat(43),
                        "CALLVAULT_SERVE_USER_ACCOUNTS", "default, nope, former"),
                Optional.empty());

        assertThat(settings.usersWithoutAccount(List.of("former")))
                .containsExactly("serve.users: viewer may see the account 'nope', but there is none of that name;"
                        + " known: default, former");
        assertThat(settings.usersWithoutAccount(List.of("former", "nope"))).isEmpty();
    }
}
