package dev.callvault.config;

import dev.callvault.config.read.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that can be set, checked. Made by {@link SettingsLoader}; what each key means, and its default, is in
 * {@code config/callvault.yaml}.
 *
 * @param database empty for an embedded PostgreSQL in {@code dataDir}
 * @param openWindow how far back every run lists anew
 * @param reportingZone whose days the reports count
 * @param nodeName of this process among those that share the database
 * @param keepsReads whether it is kept who read which log
 * @param numbers the company's own numbers that have a name
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
        KeepSettings keep,
        boolean keepsReads,
        BackupSettings backup,
        List<NumberSettings> numbers) {

    public Settings {
        accounts = List.copyOf(accounts);
        numbers = List.copyOf(numbers);
    }

    /** The same for an archive in another place. */
    public Settings at(Optional<DatabaseSettings> other, Path directory) {
        return new Settings(
                accounts,
                other,
                directory,
                requests,
                openWindow,
                schedule,
                reportingZone,
                logs,
                nodeName,
                serve,
                heartbeat,
                redaction,
                keep,
                keepsReads,
                backup,
                numbers);
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

    /**
     * What users of the console may see although it is not there, one sentence each. No mistake that stops anything: an
     * account that is no longer configured may still be in the archive, or come to it later.
     *
     * @param archived the names of the accounts in the archive
     */
    public List<String> usersWithoutAccount(Collection<String> archived) {
        Set<String> known = new TreeSet<>(archived);
        accounts.forEach(it -> known.add(it.name()));
        List<String> found = new ArrayList<>();
        for (UserSettings user : serve.users()) {
            user.accounts().stream()
                    .filter(it -> !it.equals(UserSettings.EVERY) && !known.contains(it))
                    .sorted()
                    .forEach(it -> found.add("serve.users: " + user.name() + " may see the account '" + it
                            + "', but there is none of that name; known: " + String.join(", ", known)));
        }
        return found;
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
                keep,
                keepsReads,
                backup,
                numbers);
    }
}
