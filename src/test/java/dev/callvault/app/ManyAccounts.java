package dev.callvault.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallSummary;
import dev.callvault.call.TimeWindow;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Settings;
import dev.callvault.config.read.SettingsLoader;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.simulator.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A simulated provider of many accounts, each with its own world, and the configuration that names them. */
public final class ManyAccounts implements AutoCloseable {
    static final String REFUSED = "refused";
    static final String DOWN = "down";
    static final String SLOW = "slow";

    public final DatabaseSettings database;
    public final Archived archived;
    private final Simulator simulator;
    private final Clock clock;
    private final Instant began;
    private final Map<String, Tenant> tenants = new LinkedHashMap<>();
    private final List<String> entries = new ArrayList<>();

    public ManyAccounts(int count, DatabaseSettings database, Clock clock) {
        SimulatorSettings world = SimulatorSettings.demo(7).withCallsPerDay(4).withLatePerMille(0);
        this.database = database;
        this.clock = clock;
        this.began = clock.instant();
        this.simulator = Simulator.start(world, clock);
        this.archived = new Archived(database, null, clock);
        for (int i = 1; i <= count; i++) {
            SimulatorSettings account = world.another(i);
            tenants.put(account.username(), simulator.add(account));
            enter(account.username(), simulator.baseUrl(), "demo");
        }
    }

    /** Two accounts more, one with a wrong password and one at a provider that is not there. */
    ManyAccounts withRefusedAndDown() {
        enter(REFUSED, simulator.baseUrl(), "wrong");
        enter(DOWN, URI.create("http://127.0.0.1:1/ws"), "demo");
        return this;
    }

    /** And one that is never answered in full. */
    ManyAccounts withTroubled() {
        withRefusedAndDown();
        Tenant slow = simulator.add(SimulatorSettings.demo(1).withLogin(SLOW, "demo"));
        slow.faults().on(Fault.STALL, 0);
        enter(SLOW, simulator.baseUrl(), "demo");
        return this;
    }

    private void enter(String name, URI url, String password) {
        entries.add("  - {name: " + name + ", url: '" + url + "', username: " + name + ", password: " + password + "}");
    }

    List<String> names() {
        return List.copyOf(tenants.keySet());
    }

    public Settings settings(Path directory, String... lines) {
        Path file = directory.resolve("callvault.yaml");
        try {
            Files.writeString(
                    file, "accounts:\n" + String.join("\n", entries) + "\n" + String.join("\n", lines) + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Map<String, String> environment = new LinkedHashMap<>(Map.of(
                "CALLVAULT_DATABASE_URL", database.url(),
                "CALLVAULT_DATABASE_USERNAME", database.username(),
                "CALLVAULT_REQUESTS_PER_SECOND", "0",
                "CALLVAULT_NODE_NAME", "test",
                "CALLVAULT_SERVE_PORT", "0"));
        if (!database.password().isEmpty()) {
            environment.put("CALLVAULT_DATABASE_PASSWORD", database.password().reveal());
        }
        return SettingsLoader.load(environment, Optional.of(file));
    }

    /** Whether every healthy account was listed, and every log that is known was fetched. */
    boolean isArchived() {
        long calls = tenants.values().stream()
                .mapToLong(it -> it.truth().calls(recent()).size())
                .sum();
        return archived.count("SELECT count(*) FROM archive.runs WHERE stream <> 'bodies' AND succeeded_at IS NOT NULL")
                        == 3L * tenants.size()
                && archived.count("SELECT count(*) FROM archive.calls WHERE log_state = 'archived' AND " + isRecent())
                        == calls;
    }

    /** The oracle: each healthy account has its own calls, logs and lines, and nobody else's. */
    void equalTheTruth() {
        tenants.forEach((name, tenant) -> {
            assertThat(archived.rows(
                            "SELECT log_id, md5(body) FROM archive.accounts JOIN archive.calls USING (account_id)"
                                    + " JOIN archive.call_logs USING (account_id, log_id) WHERE name = '" + name
                                    + "' AND "
                                    + isRecent().replace("started_at", "calls.started_at")))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(tenant.truth().calls(recent()).stream()
                            .map(it -> it.logId() + "|" + md5(tenant, it))
                            .toList());
            assertThat(archived.rows("SELECT raw_line FROM archive.accounts JOIN archive.sessions USING (account_id)"
                            + " WHERE name = '" + name + "' AND " + isRecent()))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(tenant.truth().sessionLines(recent()));
        });
    }

    private static String md5(Tenant tenant, CallSummary call) {
        return Archived.md5(tenant.truth().body(call));
    }

    /** Away from the edges, which move while the real clock goes on. */
    private TimeWindow recent() {
        return TimeWindow.between(began.minus(Duration.ofDays(4)), began.minusSeconds(1));
    }

    private String isRecent() {
        return "started_at >= to_timestamp(" + recent().from() + ") AND started_at < to_timestamp(" + recent().to()
                + ")";
    }

    Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
