package dev.callvault.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.callvault.config.InvalidSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsMistakesTest {
    @TempDir
    private Path directory;

    @Test
    void refuses_to_serve_beyond_loopback_without_users() {
        assertThat(mistakes(Map.of("CALLVAULT_SERVE_HOST", "0.0.0.0")))
                .singleElement()
                .asString()
                .startsWith("CALLVAULT_SERVE_HOST: would expose the archive to other machines without a login");
        assertThat(mistakes(Map.of(
                        "CALLVAULT_SERVE_HOST", "[::]",
                        "CALLVAULT_SERVE_USER_NAME", "me",
                        "CALLVAULT_SERVE_USER_PASSWORD_HASH", "hunter2",
                        "CALLVAULT_SERVE_USER_ACCOUNTS", "*, bad/name")))
                .containsExactlyInAnyOrder(
                        "CALLVAULT_SERVE_USER_PASSWORD_HASH: the value is not a hash printed by 'callvault hash-password'",
                        "CALLVAULT_SERVE_USER_ACCOUNTS: \"*, bad/name\" is not a list of account names separated by commas,"
                                + " or \"*\" for all");
        assertThat(mistakes(Map.of("CALLVAULT_HEARTBEAT_URL", "http://watch.example.com/x")))
                .containsExactly("CALLVAULT_HEARTBEAT_URL: must be an https URL without a login; plain http is allowed"
                        + " only to this machine");
    }

    @Test
    void says_all_mistakes_at_once_with_key_file_and_line() {
        Path file = file("""
                concurency: 4
                concurrency: 65
                requests-per-second: many
                requests-per-second: 3
                open-window: [1h]
                accounts:
                  - name: a
                    url: https://provider.example/
                    username: me
                  - name: a
                    url: ftp://provider.example/ws
                    pasword: hunter2
                    password: hunter3
                database:
                  username: callvault
                schedule:
                  sweep-calls: 5d
                colour: blue
                """);

        assertThat(mistakes(Map.of("CALLVAULT_SCHEDULE_LIST", "soon", "CALLVAULT_DATADIR", "x"), file))
                .containsExactlyInAnyOrder(
                        at("concurency", 1) + "unknown key; did you mean concurrency?",
                        at("concurrency", 2) + "\"65\" is not a whole number from 1 to 64",
                        at("requests-per-second", 3)
                                + "\"many\" is not 0 (unlimited) or a number from 0.01 to 1000, such as 2 or 0.5",
                        at("requests-per-second", 4) + "set twice; keep only one",
                        at("open-window", 5) + "must be a single value",
                        at("accounts[0].url", 8)
                                + "must be the base URL of the services, ending in /ws; did you mean https://provider.example/ws?",
                        at("accounts[0].password", 7)
                                + "missing; set it in the file or with CALLVAULT_ACCOUNT_PASSWORD, or name"
                                + " a file with password-file or CALLVAULT_ACCOUNT_PASSWORD_FILE",
                        at("accounts[1].name", 10) + "is the same as accounts[0].name (" + file
                                + ", line 7); give each account a different name",
                        at("accounts[1].url", 11) + "must be an http or https URL such as https://provider.example/ws",
                        at("accounts[1].username", 10)
                                + "missing; set it in the file or with CALLVAULT_ACCOUNT_USERNAME",
                        at("accounts[1].pasword", 12) + "unknown key; did you mean password?",
                        "database.url: missing; set it in the file or with CALLVAULT_DATABASE_URL",
                        at("schedule.sweep-calls", 17)
                                + "\"5d\" is not a duration from 1s to 4d, such as 30s, 5m, 1h, 1d or PT5M",
                        at("colour", 18) + "unknown key",
                        "CALLVAULT_SCHEDULE_LIST: \"soon\" is not a duration from 1s to 1d, such as 30s, 5m, 1h, 1d or PT5M",
                        "CALLVAULT_DATADIR: unknown variable; did you mean CALLVAULT_DATA_DIR?");
    }

    @Test
    void a_rule_that_cannot_work_is_a_mistake_with_its_place() {
        Path file = file("""
                redaction:
                  card-numbers: maybe
                  rules:
                  - name: a
                    pattern: '('
                  - pattern: 'a*'
                  - name: c
                    pattern: 'x'
                    replacement: '$1'
                  - name: d
                    pattern: 'x'
                    replacment: ''
                """);

        assertThat(mistakes(Map.of(), file))
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).contains("redaction.card-numbers", "true or false"),
                        it -> assertThat(it).contains("redaction.rules[0].pattern", "line 5", "RE2"),
                        it -> assertThat(it).contains("redaction.rules[1].name", "missing"),
                        it -> assertThat(it).contains("redaction.rules[1].pattern", "match everywhere"),
                        it -> assertThat(it).contains("redaction.rules[2].pattern", "no group $1"),
                        it -> assertThat(it).contains("redaction.rules[3].replacment", "replacement"));
    }

    @Test
    void a_number_that_cannot_be_read_or_is_listed_twice_is_a_mistake_with_its_place() {
        Path file = file("""
                numbers:
                - number: 800-995-7586
                  name: Claims line
                  team: Claims & billing
                - number: +1 (800) 995.7586
                  name: Claims again
                - number: call me
                  name: Nobody
                - number: anonymous
                  name: Nobody
                - number: '62262'
                - number: 62262
                  name: Alerts
                  aplication: sms
                - number: IVR@example.com
                  name: "\\x07"
                - [617]
                """);

        assertThat(mistakes(Map.of(), file))
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it)
                                .startsWith("numbers[1].number (")
                                .contains("line 5): is the same number as numbers[0].number (")
                                .endsWith("line 2); list it only once"),
                        it -> assertThat(it)
                                .contains("numbers[2].number", "line 7", "\"call me\" is not a telephone number"),
                        it -> assertThat(it).contains("numbers[3].number", "line 9", "is not a telephone number"),
                        it -> assertThat(it).startsWith("numbers[4].name (").contains("missing"),
                        it -> assertThat(it).contains("numbers[5].number", "numbers[4].number", "list it only once"),
                        it -> assertThat(it).contains("numbers[5].aplication", "did you mean application?"),
                        it -> assertThat(it).contains("numbers[6].name", "control characters"),
                        it -> assertThat(it).contains("numbers[7]", "must contain indented keys and values"));
    }

    @Test
    void an_item_without_any_key_lacks_what_every_item_needs() {
        assertThat(mistakes(Map.of(), file("serve: {users: [{}]}")))
                .hasSize(3)
                .allSatisfy(it -> assertThat(it).startsWith("serve.users[0].").contains("missing"));
    }

    @Test
    void keeping_calls_shorter_than_their_bodies_is_a_mistake() {
        assertThat(mistakes(Map.of("CALLVAULT_KEEP_CALLS", "P90D"), file("")))
                .singleElement()
                .asString()
                .contains("CALLVAULT_KEEP_CALLS", "shorter than keep.bodies");
        assertThat(mistakes(
                        Map.of(
                                "CALLVAULT_KEEP_CALLS",
                                "P90D",
                                "CALLVAULT_KEEP_BODIES",
                                "P6M",
                                "CALLVAULT_KEEP_ERRORS",
                                "P0D"),
                        file("")))
                .hasSize(2)
                .anySatisfy(it -> assertThat(it).contains("\"P0D\" is not forever, or a period of a day or more"));
        Map<String, String> good = Map.of("CALLVAULT_KEEP_CALLS", "P7Y", "CALLVAULT_KEEP_BODIES", "P90D");
        assertThat(SettingsLoader.load(good, Optional.empty()).keep().bodies()).contains(Period.ofDays(90));
    }

    @Test
    void an_owners_password_needs_its_name() {
        assertThat(mistakes(
                        Map.of(
                                "CALLVAULT_DATABASE_URL",
                                "jdbc:postgresql://db/x",
                                "CALLVAULT_DATABASE_USERNAME",
                                "me",
                                "CALLVAULT_DATABASE_OWNER_PASSWORD",
                                "hunter2"),
                        file("")))
                .singleElement()
                .asString()
                .contains("owner-username")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "https://provider.example, https://provider.example/ws",
        "https://provider.example/ws/, https://provider.example/ws",
        "https://Provider.example:8443/ws/calls/logs?x=token, https://provider.example:8443/ws",
        "https://provider.example/api, https://provider.example/api/ws",
    })
    void shows_the_corrected_url(String url, String corrected) {
        assertThat(accountMistakes(url))
                .containsExactly(
                        "CALLVAULT_ACCOUNT_URL: must be the base URL of the services, ending in /ws; did you mean "
                                + corrected + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:hunter2@provider.example/ws",
                "https://hunter2@provider.example/ws",
                "ftp://me:hunter2@provider.example/ws",
                "https://me:hunter2@/ws",
                "https://hunter2 x/ws",
                "mailto:hunter2",
                "https:hunter2",
                "https://my_hunter2/ws",
                "https://provider.example:99999/ws?hunter2",
                "hunter2"
            })
    void never_repeats_an_address_that_may_hold_a_login(String url) {
        assertThat(accountMistakes(url)).hasSize(1).noneMatch(it -> it.contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://provider.example/ws",
                "HTTP://provider.example/ws",
                "http://127.0.0.1.example/ws",
                "http://10.0.0.1/ws",
                "http://localhost.example/ws",
                "http://[::2]/ws"
            })
    void refuses_plain_http_to_other_machines_unless_it_is_allowed(String url) {
        assertThat(accountMistakes(url)).singleElement().asString().contains("plain http", "allow-insecure");

        Map<String, String> environment = account(url);
        environment.put("CALLVAULT_ALLOW_INSECURE", "true");
        assertThat(SettingsLoader.load(environment, Optional.empty()).accounts())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/ws",
                "http://LOCALHOST/ws",
                "http://127.0.0.1/ws",
                "http://127.8.9.1/ws",
                "http://[::1]:80/ws"
            })
    void allows_plain_http_to_this_machine(String url) {
        assertThat(SettingsLoader.load(account(url), Optional.empty()).accounts())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/callvault?user=me&password=hunter2",
                "jdbc:postgresql://me:hunter2@db/callvault",
                "jdbc:postgresql:callvault?PASSWORD=hunter2",
                "postgres://me:hunter2@db/callvault",
                "jdbc:mysql://db/hunter2"
            })
    void refuses_a_database_url_with_a_login_or_of_another_kind(String url) {
        assertThat(mistakes(Map.of("CALLVAULT_DATABASE_URL", url, "CALLVAULT_DATABASE_USERNAME", "me")))
                .singleElement()
                .asString()
                .startsWith("CALLVAULT_DATABASE_URL: must ")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "CALLVAULT_CONCURRENCY, 0",
        "CALLVAULT_CONCURRENCY, -1",
        "CALLVAULT_CONCURRENCY, 4.0",
        "CALLVAULT_CONCURRENCY, 99999999999",
        "CALLVAULT_CONCURRENCY, ٤",
        "CALLVAULT_REQUESTS_PER_SECOND, NaN",
        "CALLVAULT_REQUESTS_PER_SECOND, -1",
        "CALLVAULT_REQUESTS_PER_SECOND, 1e3",
        "CALLVAULT_REQUESTS_PER_SECOND, 0.001",
        "CALLVAULT_REQUEST_TIMEOUT, 0s",
        "CALLVAULT_REQUEST_TIMEOUT, -PT5S",
        "CALLVAULT_REQUEST_TIMEOUT, 60",
        "CALLVAULT_REQUEST_TIMEOUT, PT999999999999H",
        "CALLVAULT_OPEN_WINDOW, P1M",
        "CALLVAULT_MAX_ANSWER_BYTES, 2GiB",
        "CALLVAULT_MAX_ANSWER_BYTES, 1MB",
        "CALLVAULT_MAX_ANSWER_BYTES, 999999999999GiB",
        "CALLVAULT_ALLOW_INSECURE, yes",
        "CALLVAULT_REPORTING_ZONE, New York",
        "CALLVAULT_LOG_LEVEL, loud",
    })
    void refuses_values_out_of_range(String variable, String text) {
        assertThat(mistakes(Map.of(variable, text)))
                .singleElement()
                .asString()
                .startsWith(variable + ": \"" + text + "\" is not ");
    }

    @ParameterizedTest
    @CsvSource({
        "UTC+5, Etc/GMT-5 for a fixed offset",
        "GMT-5, Etc/GMT+5 for a fixed offset",
        "UT+01:00, Etc/GMT-1 for a fixed offset",
        "+05:00, Etc/GMT-5 for a fixed offset",
    })
    void refuses_offsets_because_sql_reads_them_the_other_way_round(String text, String instead) {
        for (String variable : List.of("CALLVAULT_REPORTING_ZONE", "CALLVAULT_ACCOUNT_ZONE")) {
            Map<String, String> environment = account("https://provider.example/ws");
            environment.put(variable, text);
            assertThat(mistakes(environment))
                    .filteredOn(it -> it.startsWith(variable))
                    .singleElement()
                    .asString()
                    .contains("is an offset, which databases read with the opposite sign; write a region such as"
                            + " America/New_York, or " + instead);
        }
    }

    @Test
    void an_offset_of_half_an_hour_has_no_name_of_its_own() {
        assertThat(mistakes(Map.of("CALLVAULT_REPORTING_ZONE", "UTC+05:30")))
                .containsExactly("CALLVAULT_REPORTING_ZONE: \"UTC+05:30\" is an offset, which databases read with the"
                        + " opposite sign; write a region such as America/New_York");
    }

    @Test
    void refuses_the_variables_of_a_single_account_beside_several() {
        Path file = file("""
                accounts:
                  - {name: a, url: 'https://provider.example/ws', username: me, password: p}
                  - {name: b, url: 'https://provider.example/ws', username: me, password: p}
                """);

        assertThat(mistakes(Map.of("CALLVAULT_ACCOUNT_PASSWORD", "x", "CALLVAULT_ACCOUNT_NAME", "y"), file))
                .containsExactly(
                        "CALLVAULT_ACCOUNT_NAME, CALLVAULT_ACCOUNT_PASSWORD: can set only a single account, but the"
                                + " file lists 2; set it in the file");
    }

    @Test
    void says_once_that_a_secret_file_is_no_use() {
        Map<String, String> environment = account("https://provider.example/ws");
        environment.remove("CALLVAULT_ACCOUNT_PASSWORD");
        String missing = directory.resolve("missing").toString();
        environment.put("CALLVAULT_ACCOUNT_PASSWORD_FILE", missing);
        environment.put("CALLVAULT_DATABASE_URL", "jdbc:postgresql:callvault");
        environment.put("CALLVAULT_DATABASE_USERNAME", "me");
        String empty = write("empty", "\n").toString();
        environment.put("CALLVAULT_DATABASE_PASSWORD_FILE", empty);

        assertThat(mistakes(environment))
                .containsExactlyInAnyOrder(
                        "CALLVAULT_ACCOUNT_PASSWORD_FILE: the file " + missing + " does not exist",
                        "CALLVAULT_DATABASE_PASSWORD_FILE: the file " + empty + " is empty");
    }

    @Test
    void refuses_a_secret_that_is_set_twice() {
        Map<String, String> environment = account("https://provider.example/ws");
        environment.put(
                "CALLVAULT_ACCOUNT_PASSWORD_FILE", write("password", "other").toString());

        assertThat(mistakes(environment))
                .containsExactly(
                        "CALLVAULT_ACCOUNT_PASSWORD: set together with CALLVAULT_ACCOUNT_PASSWORD_FILE; keep only one");
    }

    @Test
    void says_where_a_file_is_broken() {
        Path file = file("concurrency: 4\nopen-window: 'abc\n");

        assertThat(mistakes(Map.of(), file))
                .singleElement()
                .asString()
                .startsWith(file + ", line 3, column 1: is not valid YAML");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*hunter2",
                "&hunter2",
                "!hunter2!x y",
                "%hunter2",
                "@hunter2",
                "'hunter2",
                "hunter2: x",
                "[hunter2"
            })
    void never_repeats_a_password_that_breaks_the_file(String password) {
        Path file = file("""
                accounts:
                  - url: https://provider.example/ws
                    username: me
                    password: %s
                """.formatted(password));

        assertThat(mistakes(Map.of(), file)).isNotEmpty().noneMatch(it -> it.contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- a\n",
                "text\n",
                "accounts: none\n",
                "accounts:\n  -\n",
                "database: x\n",
                "a: 1\n---\nb: 2\n",
                "? [a]\n: b\n"
            })
    void refuses_a_file_of_another_shape(String text) {
        assertThat(mistakes(Map.of(), file(text))).hasSize(1);
    }

    @Test
    void refuses_files_that_are_missing_or_no_text() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        assertThat(mistakes(Map.of(), missing)).containsExactly(missing + ": does not exist");
        assertThat(mistakes(Map.of("CALLVAULT_CONFIG", missing.toString())))
                .containsExactly(missing + ": does not exist");

        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0});
        assertThat(mistakes(Map.of(), binary)).containsExactly(binary + ": cannot be read as UTF-8 text");
        assertThat(mistakes(Map.of(), file("concurrency: \0")))
                .singleElement()
                .asString()
                .contains("is not valid YAML");
    }

    private static Map<String, String> account(String url) {
        Map<String, String> environment = new HashMap<>();
        environment.put("CALLVAULT_ACCOUNT_URL", url);
        environment.put("CALLVAULT_ACCOUNT_USERNAME", "me");
        environment.put("CALLVAULT_ACCOUNT_PASSWORD", "p");
        return environment;
    }

    private static List<String> accountMistakes(String url) {
        return mistakes(account(url));
    }

    private static List<String> mistakes(Map<String, String> environment) {
        return mistakes(environment, Optional.empty());
    }

    private static List<String> mistakes(Map<String, String> environment, Path file) {
        return mistakes(environment, Optional.of(file));
    }

    private static List<String> mistakes(Map<String, String> environment, Optional<Path> file) {
        return assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> SettingsLoader.load(environment, file))
                .actual()
                .mistakes();
    }

    private String at(String key, int line) {
        return key + " (" + directory.resolve("callvault.yaml") + ", line " + line + "): ";
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
}
