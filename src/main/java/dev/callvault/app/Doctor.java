package dev.callvault.app;

import dev.callvault.app.account.Provider;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.Settings;
import dev.callvault.report.HumanFormat;
import dev.callvault.report.backup.BackupDirectory;
import dev.callvault.source.OutboundProxy;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks everything that archiving needs, and changes nothing but the record of the login: it makes no schema, no directory and
 * no account. Each account costs one request at most. A login that was refused before is tried once nevertheless, and archiving
 * continues if it is accepted now.
 */
public final class Doctor {
    private static final long LITTLE_DISK = 2L << 30;

    private final Settings settings;
    private final Clock clock;

    public Doctor(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Runs every check; none of them throws. */
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(config());
        DatabaseChecks database = new DatabaseChecks(settings);
        Optional<String> missing = Storage.missing(settings);
        try (PlumClient http = client(checks)) {
            if (missing.isPresent()) {
                database.none(missing.get());
                checks.addAll(providers(http, Optional.empty()));
            } else {
                checks.addAll(beside(database, http));
            }
        }
        checks.addAll(database.found());
        checks.add(disk());
        checks.add(backup());
        return checks;
    }

    /**
     * An embedded server that is not running is started on its data and stopped again: between the runs of cron none runs, and
     * whether it starts is the first thing that archiving needs.
     */
    private List<Check> beside(DatabaseChecks database, PlumClient http) {
        List<Check> providers = new ArrayList<>();
        boolean isAsked = false;
        try (Storage storage = Storage.open(settings)) {
            database.look(storage);
            isAsked = true;
            providers.addAll(providers(
                    http,
                    database.isReady() ? Optional.of(new PostgresArchive(storage.database())) : Optional.empty()));
        } catch (StoreFailure failure) {
            database.away(failure);
        }
        return isAsked ? providers : providers(http, Optional.empty());
    }

    private List<Check> providers(PlumClient http, Optional<PostgresArchive> archive) {
        ProviderChecks checks = new ProviderChecks(settings, clock, http, archive);
        return settings.accounts().stream()
                .flatMap(it -> checks.of(it).stream())
                .toList();
    }

    /** One that trusts what Java trusts, when the configured authorities cannot be read. */
    private PlumClient client(List<Check> checks) {
        try {
            return Provider.client(settings);
        } catch (InvalidSettings unreadable) {
            unreadable.mistakes().forEach(it -> checks.add(Check.failed("config", it)));
            return new PlumClient(new OutboundProxy(Map.of()), Optional.empty());
        }
    }

    private Check config() {
        return settings.accounts().isEmpty()
                ? Check.warning(
                        "config", "no account is set: CALLVAULT_ACCOUNT_URL, _USERNAME and _PASSWORD, or a file")
                : Check.ok("config", HumanFormat.count(settings.accounts().size(), "account"));
    }

    /** Whoever runs a database server backs it up in their own way. */
    private Check backup() {
        Optional<Path> directory = settings.backup().directory();
        if (directory.isEmpty()) {
            return settings.database().isPresent()
                    ? Check.ok("backup", "not checked: backup.directory is not set")
                    : Check.warning(
                            "backup", "backup.directory is not set: after five days the archive is the only copy");
        }
        try {
            BackupDirectory backups = new BackupDirectory(directory.get());
            Optional<String> future = backups.fromFuture(clock.instant());
            if (future.isPresent()) {
                return Check.warning(
                        "backup",
                        "the time of " + future.get() + " in " + directory.get()
                                + " lies in the future: check the clock, and rename the file or move it away");
            }
            Optional<Instant> newest = backups.newest(clock.instant());
            Instant due = clock.instant().minus(settings.backup().schedule().multipliedBy(2));
            return newest.filter(it -> it.isAfter(due)).isPresent()
                    ? Check.ok("backup", "the last is of " + HumanFormat.instant(newest))
                    : Check.warning(
                            "backup",
                            "none of late in " + directory.get() + "; the last is of " + HumanFormat.instant(newest)
                                    + ": see why in the daemon's log");
        } catch (IOException failure) {
            return Check.failed("backup", "cannot read " + directory.get() + ": " + failure.getMessage());
        }
    }

    private Check disk() {
        if (settings.database().isPresent()) {
            return Check.ok("disk", "not checked: the disk belongs to the database server");
        }
        Path directory = settings.dataDir().toAbsolutePath().normalize();
        Optional<String> unwritable = EmbeddedServer.unwritable(directory);
        if (unwritable.isPresent()) {
            return Check.failed("disk", unwritable.get());
        }
        try {
            long free = Files.getFileStore(EmbeddedServer.existing(directory)).getUsableSpace();
            String detail = (free >> 30) + " GiB free for " + directory;
            return free < LITTLE_DISK ? Check.failed("disk", detail + ": free some space") : Check.ok("disk", detail);
        } catch (IOException failure) {
            return Check.failed("disk", "cannot read the free space of " + directory + ": " + failure.getMessage());
        }
    }
}
