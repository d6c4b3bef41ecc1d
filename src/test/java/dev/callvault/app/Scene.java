package dev.callvault.app;

import dev.callvault.archive.RunListener;
import dev.callvault.archive.RunReport;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.ScheduleSettings;
import dev.callvault.config.Secret;
import dev.callvault.config.Settings;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.wire.WireFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/** A simulated provider, an empty archive on a real database, and a clock that both go by. */
final class Scene implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    /** A Friday afternoon in New York, days after the clocks were put back. */
    static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");

    final MovableClock clock = new MovableClock(NOW);
    final Simulator simulator;
    final Archived archived;
    private final DatabaseSettings database = TestServer.freshDatabase();
    private WireFormat format = WireFormat.JSON;

    private Scene(SimulatorSettings world) {
        this.simulator = Simulator.start(world, clock);
        this.archived = new Archived(database, simulator.truth(), clock);
    }

    /** A small account: about 40 calls a day. */
    static Scene small() {
        return of(SimulatorSettings.demo(7).withCallsPerDay(40));
    }

    static Scene of(SimulatorSettings world) {
        return new Scene(world);
    }

    Scene with(WireFormat other) {
        format = other;
        return this;
    }

    Settings settings() {
        return settings(simulator.baseUrl(), "demo");
    }

    Settings settings(URI url, String password) {
        return new Settings(
                List.of(new AccountSettings("default", url, "demo", new Secret(password), format, ZONE)),
                Optional.of(database),
                Path.of("target"),
                4,
                0,
                Duration.ofSeconds(20),
                64 << 20,
                false,
                Duration.ofHours(1),
                new ScheduleSettings(
                        Duration.ofMinutes(5),
                        Duration.ofDays(1),
                        Duration.ofDays(7),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1)),
                ZONE,
                false,
                Level.INFO,
                "test");
    }

    /** One full pass. */
    RunReport archive() {
        return archive(settings());
    }

    RunReport archive(Settings settings) {
        try (Callvault callvault = new Callvault(settings, clock)) {
            callvault.migrate();
            return callvault.archive(RunListener.NONE).getFirst();
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
