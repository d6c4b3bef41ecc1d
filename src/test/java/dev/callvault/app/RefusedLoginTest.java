package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.archive.LoginGate;
import dev.callvault.archive.RunListener;
import dev.callvault.archive.RunReport;
import dev.callvault.call.Account;
import dev.callvault.call.LogId;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.SettingsLoader;
import dev.callvault.source.CallSource;
import dev.callvault.source.ScriptedSource;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.postgres.Database;
import dev.callvault.store.postgres.PostgresArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login that the provider refuses: the account pauses on all nodes, is tried rarely, and goes on once it is accepted. */
class RefusedLoginTest {
    private static final LogId LOG = new LogId(1);

    private final Scene scene = Scene.small();
    private final DatabaseSettings server = scene.settings().database().orElseThrow();
    private final Database database = new Database(server.url(), server.username(), null);
    private final PostgresArchive archive = new PostgresArchive(database.dataSource());
    private final Account account =
            archive.accounts().register("default", scene.simulator.baseUrl(), ZoneOffset.UTC, Scene.NOW);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @AfterEach
    void close() {
        database.close();
        scene.close();
    }

    @Test
    void two_days_of_refusals_cost_few_sign_ins_and_never_the_limit() {
        ScriptedSource provider = refusing(100);
        List<LoginGate> nodes = List.of(gate(provider, true), gate(provider, false));
        List<Instant> signIns = new ArrayList<>();

        for (int minute = 0; minute < 2 * 24 * 60; minute += 5) {
            int before = provider.requests();
            nodes.forEach(it ->
                    assertThatThrownBy(() -> it.fetchLog(LOG)).isInstanceOf(SourceFailure.CredentialsRefused.class));
            IntStream.range(before, provider.requests()).forEach(it -> signIns.add(scene.clock.instant()));
            scene.clock.move(Duration.ofMinutes(5));
        }

        assertThat(signIns.size()).isBetween(5, 20);
        assertThat(signIns)
                .allSatisfy(from -> assertThat(signIns)
                        .filteredOn(it -> !it.isBefore(from) && it.isBefore(from.plus(Duration.ofMinutes(15))))
                        .hasSizeLessThan(15));
    }

    @Test
    void what_one_node_finds_out_stops_the_others_and_what_one_gets_through_frees_them() {
        ScriptedSource wrong = refusing(1);
        assertThatThrownBy(() -> gate(wrong, false).fetchLog(LOG)).hasMessageContaining("refused");
        ScriptedSource untouched = refusing(0);
        LoginGate other = gate(untouched, false);
        assertThatThrownBy(() -> other.fetchLog(LOG)).hasMessageContaining("not asked again before");
        assertThat(untouched.requests()).isZero();

        gate(new ScriptedSource(), true).fetchLog(LOG);

        other.fetchLog(LOG);
        assertThat(untouched.requests()).isOne();
    }

    @Test
    void a_single_refusal_is_tried_again_after_a_minute() {
        LoginGate gate = gate(refusing(1), false);
        assertThatThrownBy(() -> gate.fetchLog(LOG)).isInstanceOf(SourceFailure.CredentialsRefused.class);
        scene.clock.move(Duration.ofSeconds(61));

        gate.fetchLog(LOG);

        assertThat(archive.logins().refused(account.id())).isEmpty();
    }

    @Test
    void commands_try_once_each_but_a_loop_of_them_is_stopped() {
        for (int i = 0; i < 8; i++) {
            RunReport report = scene.archive(scene.settings(scene.simulator.baseUrl(), "wrong"));
            assertThat(report.failures()).singleElement().matches(it -> it.credentials());
        }
        assertThat(scene.simulator.requests().refusedLogins()).isBetween(2L, 6L);

        scene.clock.move(Duration.ofMinutes(16));
        assertThat(scene.archive().failures()).isEmpty();
        assertThat(archive.logins().refused(account.id())).isEmpty();
    }

    @Test
    void other_accounts_go_on_and_the_status_tells() throws IOException {
        String url = scene.simulator.baseUrl().toString();
        Path file = Files.writeString(directory.resolve("callvault.yaml"), """
                accounts:
                  - {name: wrong, url: "%s", username: demo, password: nonsense}
                  - {name: right, url: "%s", username: demo, password: demo}
                requests-per-second: 0
                database: {url: "%s", username: postgres}
                """.formatted(url, url, server.url()));
        try (Callvault callvault =
                new Callvault(SettingsLoader.load(Map.of(), Optional.of(file)), scene.clock, pause -> {})) {
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

    private LoginGate gate(CallSource source, boolean isExplicit) {
        return new LoginGate(source, archive.logins(), account, scene.clock, isExplicit);
    }

    private static ScriptedSource refusing(int times) {
        return new ScriptedSource(IntStream.range(0, times)
                .mapToObj(it -> new SourceFailure.CredentialsRefused("the provider refused the login"))
                .toArray(SourceFailure[]::new));
    }
}
