package dev.callvault.app;

import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.RunReport;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Settings;
import dev.callvault.config.read.SettingsLoader;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.verify.VerifyReport;
import dev.callvault.verify.VerifyScope;
import dev.callvault.wire.WireFormat;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A simulated provider, an empty archive on a real database, and a clock that both go by. */
public final class Scene implements AutoCloseable {
    /** A Friday afternoon in New York, days after the clocks were put back. */
    public static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");

    /** Earlier days have few calls: most of a year's lines show nothing that some of them do not. */
    public static final LocalDate BUSY_SINCE = LocalDate.of(2026, 11, 13);

    public final MovableClock clock = new MovableClock(NOW);
    public final Simulator simulator;
    public final Archived archived;
    private final DatabaseSettings database;
    private final Map<String, String> variables = new HashMap<>();
    private WireFormat format = WireFormat.JSON;

    private Scene(SimulatorSettings world, DatabaseSettings database) {
        this.database = database;
        this.simulator = Simulator.start(world, clock);
        this.archived = new Archived(database, simulator.truth(), clock);
    }

    /** A small account: about 40 calls a day, of late. */
    public static Scene small() {
        return small(TestServer.freshDatabase());
    }

    public static Scene small(DatabaseSettings database) {
        return new Scene(SimulatorSettings.demo(7).withCallsPerDay(40).withBusySince(BUSY_SINCE), database);
    }

    public static Scene of(SimulatorSettings world) {
        return of(world, TestServer.freshDatabase());
    }

    /** One that shares its database with another. */
    public static Scene of(SimulatorSettings world, DatabaseSettings database) {
        return new Scene(world, database);
    }

    public Scene with(WireFormat other) {
        format = other;
        return this;
    }

    /** With another setting, by its variable. */
    public Scene with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    public DatabaseSettings database() {
        return database;
    }

    public Settings settings() {
        return settings(simulator.baseUrl(), "demo");
    }

    public Settings settings(URI url, String password) {
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

    /** The program, on this scene's clock and without pauses between retries. */
    public Callvault callvault() {
        return new Callvault(settings(), clock, pause -> {});
    }

    /** One full pass. */
    public RunReport archive() {
        return archive(settings());
    }

    public RunReport archive(Settings settings) {
        try (Callvault callvault = new Callvault(settings, clock, pause -> {})) {
            callvault.migrate();
            return callvault.archive(RunListener.NONE).getFirst();
        }
    }

    /** Looks at the archive, and changes nothing. */
    public VerifyReport verify(VerifyScope scope) {
        return verify(settings(), scope, false);
    }

    public VerifyReport verify(Settings settings, VerifyScope scope, boolean repair) {
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
