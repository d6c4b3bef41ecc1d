package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Proof;
import dev.callvault.app.account.Provider;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.CallSummary;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Settings;
import dev.callvault.config.read.SettingsLoader;
import dev.callvault.simulator.Fault;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.store.coordination.LoginStore.Refused;
import dev.callvault.store.postgres.LoginTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A login that the provider refuses, over the wire: it stops itself at once, and nothing else. */
class RefusedLoginTest {
    private final Scene scene = Scene.small();
    private final DatabaseSettings server = scene.settings().database().orElseThrow();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterEach
    void close() {
        scene.close();
    }

    private Settings mistyped(String password) {
        return scene.settings(scene.simulator.baseUrl(), password);
    }

    /** The logins' times are the database server's. */
    private void pass(Duration time) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(server.url());
        database.setUser(server.username());
        LoginTimes.pass(DSL.using(database, SQLDialect.POSTGRES), time);
    }

    private Optional<Refused> alarm() {
        try (Callvault callvault = new Callvault(scene.settings(), scene.clock, pause -> {})) {
            return callvault.status().getFirst().refused();
        }
    }

    private static boolean isStoppedByLogin(RunReport report) {
        return report.failures().stream().anyMatch(it -> it.credentials());
    }

    @Test
    void a_pass_with_a_wrong_password_makes_a_single_request() {
        RunReport report = scene.archive(mistyped("wrong"));

        assertThat(report.failures()).singleElement().matches(it -> it.credentials());
        assertThat(scene.simulator.requests().refusedLogins()).isOne();
        assertThat(alarm()).map(Refused::by).contains("test");
    }

    @Test
    @Proof
    void commands_try_once_each_but_a_loop_of_them_is_stopped() {
        for (int i = 0; i < 8; i++) {
            assertThat(isStoppedByLogin(scene.archive(mistyped("wrong")))).isTrue();
        }
        assertThat(scene.simulator.requests().refusedLogins()).isEqualTo(5);

        pass(Duration.ofMinutes(16));
        assertThat(isStoppedByLogin(scene.archive(mistyped("wrong")))).isTrue();
        assertThat(scene.simulator.requests().refusedLogins()).isEqualTo(6);
    }

    @Test
    void a_mistyped_doctor_stops_no_other_process_and_is_no_alarm_once_one_works() {
        scene.archive();
        List<Check> checks = new Doctor(mistyped("mistyped"), scene.clock).examine();

        assertThat(checks).anyMatch(it -> it.verdict() == Check.Verdict.REFUSED);
        assertThat(alarm()).isPresent();
        scene.clock.move(Duration.ofMinutes(5));
        RunReport report = scene.archive();

        assertThat(report.failures()).isEmpty();
        assertThat(report.requests()).isPositive();
        assertThat(alarm()).isEmpty();
        assertThat(scene.archived.count("SELECT count(*) FROM archive.logins"))
                .as("it still waits")
                .isOne();
        assertThat(scene.archived.rows("SELECT login FROM archive.logins").getFirst())
                .matches("[0-9a-f]{32}");
    }

    @Test
    @Proof
    void the_same_login_goes_on_as_soon_as_it_is_accepted() {
        scene.simulator.faults().on(Fault.STATUS, "", 401, Long.MAX_VALUE);
        assertThat(isStoppedByLogin(scene.archive())).isTrue();
        long before = scene.simulator.requests().beginnings().size();
        scene.simulator.faults().allOff();

        assertThat(scene.archive().failures()).isEmpty();

        assertThat(before).isOne();
        assertThat(scene.archived.count("SELECT count(*) FROM archive.logins")).isZero();
        scene.archived.equalsTheTruth();
    }

    @ParameterizedTest
    @Proof
    @ValueSource(ints = {401, 403, 423})
    void a_log_that_is_refused_alone_stops_nothing(int status) {
        List<CallSummary> calls = scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(5)));
        for (int i = 0; i < calls.size(); i += 10) {
            scene.simulator
                    .faults()
                    .on(Fault.STATUS, "calls/log/" + calls.get(i).logId(), status, Long.MAX_VALUE);
        }

        RunReport report = scene.archive();

        int refused = (calls.size() + 9) / 10;
        assertThat(report.failures()).isEmpty();
        assertThat(report.isIncomplete()).isTrue();
        assertThat(report.bodies().failed()).isEqualTo(refused);
        assertThat(report.bodies().archived()).isEqualTo(calls.size() - refused);
        assertThat(scene.archived.rows("SELECT DISTINCT last_failure FROM archive.body_queue"))
                .allMatch(it -> it.contains("HTTP " + status));
        assertThat(alarm()).isEmpty();

        scene.simulator.faults().allOff();
        scene.clock.move(Duration.ofSeconds(1));
        scene.archive();
        scene.archived.equalsTheTruth();
    }

    @Test
    void a_stream_that_the_account_may_not_see_stops_no_other() {
        scene.simulator.faults().on(Fault.STATUS, "calls/sessions", 403, Long.MAX_VALUE);

        RunReport report = scene.archive();

        assertThat(report.failures()).singleElement().matches(it -> !it.credentials());
        assertThat(scene.archived.count("SELECT count(*) FROM archive.calls WHERE log_state <> 'archived'"))
                .isZero();
        assertThat(scene.archived.count("SELECT count(*) FROM archive.errors")).isPositive();
        assertThat(alarm()).isEmpty();
    }

    @Test
    void a_password_file_that_changes_is_used_without_a_restart() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "former\n");
        Path file = Files.writeString(
                directory.resolve("callvault.yaml"), """
                accounts: [{url: "%s", username: demo, password-file: "%s"}]
                requests-per-second: 0
                database: {url: "%s", username: postgres}
                """.formatted(scene.simulator.baseUrl(), password, server.url()));
        Settings settings = SettingsLoader.load(Map.of(), Optional.of(file));
        ListQuery query = ListQuery.total(scene.archived.past(Duration.ofDays(1)));
        try (Callvault callvault = new Callvault(settings, scene.clock, pause -> {});
                PlumClient http = Provider.client(settings)) {
            callvault.migrate();
            try (Provider provider = Provider.of(
                    settings.accounts().getFirst(),
                    settings,
                    scene.clock,
                    new Provider.Means(pause -> {}, pause -> {}, http),
                    callvault.postgres())) {
                assertThatThrownBy(() -> provider.source().listCalls(query))
                        .isInstanceOf(SourceFailure.CredentialsRefused.class);
                Files.writeString(password, "still wrong");
                assertThatThrownBy(() -> provider.source().listCalls(query))
                        .isInstanceOf(SourceFailure.CredentialsRefused.class);
                assertThatThrownBy(
                                () -> provider.source().listCalls(query)) // the one try of a process that was started
                        .isInstanceOf(SourceFailure.CredentialsRefused.class);
                assertThatThrownBy(() -> provider.source().listCalls(query))
                        .isInstanceOf(SourceFailure.CredentialsRefused.class)
                        .hasMessageContaining("not tried again before");
                assertThat(scene.simulator.requests().refusedLogins()).isEqualTo(3);

                Files.writeString(password, "demo\n");
                assertThat(provider.source().listCalls(query).total()).isPositive();
                Files.delete(password);
                assertThat(provider.source().listSessions(query).total()).isPositive();
            }
            assertThat(scene.simulator.requests().refusedLogins()).isEqualTo(3);
            assertThat(alarm()).isEmpty();
        }
    }

    @Test
    @Proof
    void other_accounts_go_on_and_the_status_tells() throws IOException {
        String url = scene.simulator.baseUrl().toString();
        Path file = Files.writeString(directory.resolve("callvault.yaml"), """
                accounts:
                  - {name: wrong, url: "%s", username: other, password: nonsense}
                  - {name: right, url: "%s", username: demo, password: demo}
                requests-per-second: 0
                database: {url: "%s", username: postgres}
                """.formatted(url, url, server.url()));
        try (Callvault callvault =
                new Callvault(SettingsLoader.load(Map.of(), Optional.of(file)), scene.clock, pause -> {})) {
            callvault.migrate();
            List<RunReport> reports = callvault.archive(RunListener.NONE);

            assertThat(reports.get(0).failures()).singleElement().matches(it -> it.credentials());
            assertThat(reports.get(1).failures()).isEmpty();
            assertThat(callvault.status())
                    .filteredOn(it -> it.account().equals("wrong"))
                    .singleElement()
                    .satisfies(it -> assertThat(it.refused()).isPresent());
            assertThat(callvault.status())
                    .filteredOn(it -> it.account().equals("right"))
                    .singleElement()
                    .satisfies(it -> assertThat(it.refused()).isEmpty());
        }
    }
}
