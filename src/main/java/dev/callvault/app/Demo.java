package dev.callvault.app;

import dev.callvault.config.AccountSettings;
import dev.callvault.config.Secret;
import dev.callvault.config.Settings;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.wire.WireFormat;
import java.time.Clock;

/** A simulated provider, and the settings for archiving it without a rate limit. */
public final class Demo implements AutoCloseable {
    /** Always the same data, so that a second start continues where the first one ended. */
    private static final long SEED = 2026;

    private static final int CONCURRENCY = 8;
    static final String ACCOUNT = "demo";

    private final Simulator simulator;
    private final Settings settings;

    public Demo(Settings given, Clock clock) {
        SimulatorSettings world = SimulatorSettings.demo(SEED);
        this.simulator = Simulator.start(world, clock);
        AccountSettings account = new AccountSettings(
                ACCOUNT,
                simulator.baseUrl(),
                world.username(),
                new Secret(world.password()),
                WireFormat.JSON,
                world.zone(),
                "US");
        this.settings = given.embedded(account, given.requests().unlimited(CONCURRENCY));
    }

    /** The settings of the archive. */
    public Settings settings() {
        return settings;
    }

    public Simulator simulator() {
        return simulator;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
