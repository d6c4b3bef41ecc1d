package dev.callvault.app;

import dev.callvault.archive.RunListener;
import dev.callvault.archive.RunReport;
import dev.callvault.archive.VerifyReport;
import dev.callvault.archive.VerifyScope;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Settings;
import dev.callvault.config.SettingsLoader;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.wire.WireFormat;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A simulated provider, an empty archive on a real database, and a clock that both go by. */
final class Scene implements AutoCloseable {
    /** A Friday afternoon in New York, days after the clocks were put back. */
    static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");

    /** Earlier days have few calls: most of a year's lines show nothing that some of them do not. */
    static final LocalDate BUSY_SINCE = LocalDate.of(2026, 11, 13);

    final MovableClock clock = new MovableClock(NOW);
    final Simulator simulator;
    final Archived archived;
    private final DatabaseSettings database;
    private final Map<String, String> variables = new HashMap<>();
    private WireFormat format = WireFormat.JSON;

    private Scene(SimulatorSettings world, DatabaseSettings database) {
        this.database = database;
        this.simulator = Simulator.start(world, clock);
        this.archived = new Archived(database, simulator.truth(), clock);
    }

    /** A small account: about 40 calls a day, of late. */
    static Scene small() {
        return small(TestServer.freshDatabase());
    }

    static Scene small(DatabaseSettings database) {
        return new Scene(SimulatorSettings.demo(7).withCallsPerDay(40).withBusySince(BUSY_SINCE), database);
    }

    static Scene of(SimulatorSettings world) {
        return new Scene(world, TestServer.freshDatabase());
    }

    Scene with(WireFormat other) {
        format = other;
        return this;
    }

    /** With another setting, by its variable. */
    Scene with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    DatabaseSettings database() {
        return database;
    }

    Settings settings() {
        return settings(simulator.baseUrl(), "demo");
    }

    Settings settings(URI url, String password) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CALLVAULT_ACCOUNT_URL",
                url.toString(),
                "CALLVAULT_ACCOUNT_USERNAME",
                "demo",
                "CALLVAULT_ACCOUNT_PASSWORD",
                password,
                "CALLVAULT_ACCOUNT_FORMAT",
                format.name(),
                "CALLVAULT_DATABASE_URL",
                database.url(),
                "CALLVAULT_DATABASE_USERNAME",
                database.username(),
                "CALLVAULT_REQUESTS_PER_SECOND",
                "0",
                "CALLVAULT_NODE_NAME",
                "test",
                "CALLVAULT_SERVE_PORT",
                "0"));
        if (!database.password().isEmpty()) {
            environment.put("CALLVAULT_DATABASE_PASSWORD", database.password().reveal());
        }
        environment.putAll(variables);
        return SettingsLoader.load(environment, Optional.empty());
    }

    /** One full pass. */
    RunReport archive() {
        return archive(settings());
    }

    RunReport archive(Settings settings) {
        try (Callvault callvault = new Callvault(settings, clock, pause -> {})) {
            callvault.migrate();
            return callvault.archive(RunListener.NONE).getFirst();
        }
    }

    /** Looks at the archive, and changes nothing. */
    VerifyReport verify(VerifyScope scope) {
        return verify(settings(), scope, false);
    }

    VerifyReport verify(Settings settings, VerifyScope scope, boolean repair) {
        try (Callvault callvault = new Callvault(settings, clock, pause -> {})) {
            callvault.migrate();
            return callvault.verify(Optional.empty(), scope, repair).getFirst();
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
