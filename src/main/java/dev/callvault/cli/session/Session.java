package dev.callvault.cli.session;

import dev.callvault.app.Callvault;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.Settings;
import dev.callvault.config.read.SettingsLoader;
import dev.callvault.config.read.TargetLogin;
import dev.callvault.logs.LogRedaction;
import dev.callvault.progress.Progress;
import dev.callvault.source.MemoryBudget;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Shared by all commands that use the archive: reads the settings and opens the archive. */
public final class Session {
    private final Clock clock;
    private final Shutdown shutdown;
    private final Supplier<Progress> progress;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration file (default: the one that CALLVAULT_CONFIG names, or the environment alone).")
    private @Nullable Path config;

    /** @param progress of the command that runs */
    public Session(Clock clock, Shutdown shutdown, Supplier<Progress> progress) {
        this.clock = clock;
        this.shutdown = shutdown;
        this.progress = progress;
    }

    public Clock clock() {
        return clock;
    }

    public Shutdown shutdown() {
        return shutdown;
    }

    /** Shows how far the command is. */
    public Progress progress() {
        return progress.get();
    }

    public Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    /** All settings, for commands that ask the provider or serve the console. */
    public Settings settings() {
        return inForce(SettingsLoader.load(System.getenv(), config()));
    }

    /** For commands that ask the database alone: an administrator's shell has no password of the provider's. */
    public Settings settingsOfDatabase() {
        return inForce(SettingsLoader.withoutLogins(System.getenv(), config()));
    }

    /**
     * The same for an archive that is moved to another server, whose login has variables of its own.
     */
    public Settings settingsOfSource() {
        return inForce(SettingsLoader.withoutLogins(TargetLogin.without(System.getenv()), config()));
    }

    /** The login at the database to which the archive is moved. */
    public DatabaseSettings target(String url) {
        return TargetLogin.of(System.getenv(), url);
    }

    private static Settings inForce(Settings settings) {
        configureLogs(settings);
        return settings;
    }

    /** Logback reads these when the first logger is created, and no command creates one before it has its settings. */
    private static void configureLogs(Settings settings) {
        System.setProperty("CALLVAULT_LOG_LEVEL", settings.logs().level().toString());
        System.setProperty(
                "CALLVAULT_JSON_LOGS", Boolean.toString(settings.logs().json()));
        LogRedaction.use(Callvault.redactor(settings));
    }

    /** Opens the archive and brings its database up to date, for a command that asks nobody else. */
    public Callvault open() {
        return open(settingsOfDatabase());
    }

    public Callvault open(Settings settings) {
        Callvault callvault = unopened(settings);
        try {
            callvault.migrate();
            return callvault;
        } catch (RuntimeException failure) {
            callvault.close();
            throw failure;
        }
    }

    /** For commands that read logs as a whole; otherwise they would end in the middle of their work, each time anew. */
    public static void requireHeap() {
        MemoryBudget.tooSmall(Runtime.getRuntime().maxMemory()).ifPresent(it -> {
            throw new InvalidSettings(List.of(it));
        });
    }

    /** The archive, not connected to its database yet. */
    public Callvault unopened(Settings settings) {
        Callvault callvault =
                progress().during("opening the archive", () -> shutdown.opened(() -> new Callvault(settings, clock)));
        LogRedaction.use(callvault.redactor());
        callvault.tell(progress());
        return callvault;
    }
}
