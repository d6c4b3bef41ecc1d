package dev.callvault.config;

import dev.callvault.config.read.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be set, checked. Made by {@link SettingsLoader}; what each key means, and its default, is in
 * {@code config/callvault.yaml}.
 *
 * @param database empty for an embedded PostgreSQL in {@code dataDir}
 * @param openWindow how far back every run lists anew
 * @param reportingZone whose days the reports count
 * @param nodeName of this process among those that share the database
 */
public record Settings(
        List<AccountSettings> accounts,
        Optional<DatabaseSettings> database,
        Path dataDir,
        RequestSettings requests,
        Duration openWindow,
        ScheduleSettings schedule,
        ZoneId reportingZone,
        LogSettings logs,
        String nodeName,
        ServeSettings serve,
        HeartbeatSettings heartbeat,
        RedactionSettings redaction,
        KeepSettings keep) {

    public Settings {
        accounts = List.copyOf(accounts);
    }

    /**
     * The accounts, of which there is at least one; for commands that ask the provider.
     *
     * @throws InvalidSettings when no account is set
     */
    public List<AccountSettings> requireAccounts() {
        if (accounts.isEmpty()) {
            throw new InvalidSettings(List.of("no account is configured: set CALLVAULT_ACCOUNT_URL,"
                    + " CALLVAULT_ACCOUNT_USERNAME and CALLVAULT_ACCOUNT_PASSWORD, or name a file that lists accounts"
                    + " with --config or CALLVAULT_CONFIG"));
        }
        return accounts;
    }

    /**
     * One account by its name, or all.
     *
     * @throws InvalidSettings when no account is set
     * @throws InvalidUse when none has that name
     */
    public List<AccountSettings> requireAccounts(Optional<String> only) {
        List<AccountSettings> chosen = requireAccounts().stream()
                .filter(it -> only.map(it.name()::equals).orElse(true))
                .toList();
        if (chosen.isEmpty()) {
            List<String> names = accounts.stream().map(AccountSettings::name).toList();
            throw new InvalidUse(
                    "no account is named '" + only.orElse("") + "'; configured: " + String.join(", ", names));
        }
        return chosen;
    }

    /** The same for this one account, in the embedded PostgreSQL, whatever was set. */
    public Settings embedded(AccountSettings only, RequestSettings pace) {
        return new Settings(
                List.of(only),
                Optional.empty(),
                dataDir,
                pace,
                openWindow,
                schedule,
                reportingZone,
                logs,
                nodeName,
                serve,
                heartbeat,
                redaction,
                keep);
    }
}
