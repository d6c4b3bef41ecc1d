package dev.callvault.config.read;

import dev.callvault.config.AccountSettings;
import dev.callvault.config.BackupSettings;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.HeartbeatSettings;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.KeepSettings;
import dev.callvault.config.LogSettings;
import dev.callvault.config.NumberSettings;
import dev.callvault.config.RedactionSettings;
import dev.callvault.config.RequestSettings;
import dev.callvault.config.ScheduleSettings;
import dev.callvault.config.Secret;
import dev.callvault.config.ServeSettings;
import dev.callvault.config.Settings;
import dev.callvault.config.UserSettings;
import dev.callvault.refine.RedactionRule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the settings: defaults, over them a YAML file, over that the environment. The file is the one named here, else the
 * one in {@code CALLVAULT_CONFIG}, else none. Relative paths are relative to the working directory.
 */
public final class SettingsLoader {
    private SettingsLoader() {}

    /**
     * The settings in force.
     *
     * @param environment as of {@link System#getenv()}
     * @throws InvalidSettings with every mistake at once
     */
    public static Settings load(Map<String, String> environment, Optional<Path> file) {
        return load(new Sources(environment, file, Set.of()));
    }

    /**
     * The same for a command that asks the database alone: the passwords of accounts and users may be missing, or in files
     * that this user cannot read.
     */
    public static Settings withoutLogins(Map<String, String> environment, Optional<Path> file) {
        return load(new Sources(environment, file, Set.of(Section.ACCOUNT, Section.USER)));
    }

    private static Settings load(Sources sources) {
        Group top = sources.group(Section.TOP);
        return new Settings(
                sources.list(Section.ACCOUNT).stream()
                        .map(SettingsLoader::account)
                        .toList(),
                database(sources.group(Section.DATABASE)),
                top.value(Keys.DATA_DIR),
                requests(top),
                top.value(Keys.OPEN_WINDOW),
                schedule(sources.group(Section.SCHEDULE)),
                top.value(Keys.REPORTING_ZONE),
                new LogSettings(top.value(Keys.JSON_LOGS), top.value(Keys.LOG_LEVEL)),
                top.optional(Keys.NODE_NAME).orElseGet(SettingsLoader::thisProcess),
                serve(sources),
                new HeartbeatSettings(top.optional(Keys.HEARTBEAT_URL), top.value(Keys.HEARTBEAT_INTERVAL)),
                redaction(sources),
                keep(sources.group(Section.KEEP)),
                sources.group(Section.ARCHIVE).value(Keys.READS),
                backup(sources.group(Section.BACKUP)),
                sources.list(Section.NUMBER).stream()
                        .map(SettingsLoader::number)
                        .toList());
    }

    /**
     * Every key in force with its origin, secrets masked; in the order of {@code config/callvault.yaml}.
     *
     * @throws InvalidSettings with every mistake at once
     */
    public static List<Effective> effective(Map<String, String> environment, Optional<Path> file) {
        return new Sources(environment, file, Set.of(Section.ACCOUNT, Section.USER))
                .all()
                .flatMap(it -> it.effective().stream())
                .toList();
    }

    private static AccountSettings account(Group account) {
        return new AccountSettings(
                account.value(Keys.NAME),
                account.value(Keys.URL),
                account.value(Keys.USERNAME),
                account.secret(Keys.PASSWORD).orElse(Secret.NONE),
                account.value(Keys.FORMAT),
                account.value(Keys.ZONE),
                account.value(Keys.REGION));
    }

    private static Optional<DatabaseSettings> database(Group database) {
        return database.optional(Keys.DATABASE_URL)
                .map(url -> new DatabaseSettings(
                        url,
                        database.value(Keys.DATABASE_USERNAME),
                        database.secret(Keys.DATABASE_PASSWORD).orElse(Secret.NONE),
                        database.optional(Keys.OWNER_USERNAME)
                                .map(owner -> new DatabaseSettings.Login(
                                        owner,
                                        database.secret(Keys.OWNER_PASSWORD).orElse(Secret.NONE)))));
    }

    private static RequestSettings requests(Group top) {
        return new RequestSettings(
                top.value(Keys.CONCURRENCY),
                top.value(Keys.REQUESTS_PER_SECOND),
                top.value(Keys.REQUEST_TIMEOUT),
                top.value(Keys.MAX_ANSWER_BYTES),
                top.value(Keys.ALLOW_INSECURE),
                top.optional(Keys.CA_FILE));
    }

    private static ScheduleSettings schedule(Group schedule) {
        return new ScheduleSettings(
                schedule.value(Keys.LIST),
                schedule.value(Keys.SWEEP_CALLS),
                schedule.value(Keys.SWEEP_YEAR),
                schedule.value(Keys.FETCH),
                schedule.value(Keys.MAINTAIN));
    }

    private static ServeSettings serve(Sources sources) {
        Group serve = sources.group(Section.SERVE);
        return new ServeSettings(
                serve.value(Keys.SERVED),
                serve.value(Keys.HOST),
                serve.value(Keys.PORT),
                sources.list(Section.USER).stream().map(SettingsLoader::user).toList());
    }

    private static UserSettings user(Group user) {
        return new UserSettings(
                user.value(Keys.USER_NAME),
                user.optional(Keys.USER_PASSWORD_HASH).orElse(Secret.NONE),
                Set.copyOf(user.value(Keys.USER_ACCOUNTS)));
    }

    private static RedactionSettings redaction(Sources sources) {
        return new RedactionSettings(
                sources.group(Section.REDACTION).value(Keys.CARD_NUMBERS),
                sources.list(Section.RULE).stream()
                        .map(it -> RedactionRule.of(
                                it.value(Keys.RULE_NAME), it.value(Keys.RULE_PATTERN), it.value(Keys.RULE_REPLACEMENT)))
                        .toList());
    }

    private static NumberSettings number(Group number) {
        String spelling = number.value(Keys.NUMBER_SPELLING);
        return new NumberSettings(
                Numbers.form(spelling).orElseThrow(),
                spelling,
                number.value(Keys.NUMBER_NAME),
                number.optional(Keys.NUMBER_TEAM),
                number.optional(Keys.NUMBER_APPLICATION));
    }

    private static KeepSettings keep(Group keep) {
        return new KeepSettings(
                keep.value(Keys.KEEP_CALLS),
                keep.value(Keys.KEEP_BODIES),
                keep.value(Keys.KEEP_SESSIONS),
                keep.value(Keys.KEEP_ERRORS));
    }

    private static BackupSettings backup(Group backup) {
        return new BackupSettings(
                backup.optional(Keys.BACKUP_DIRECTORY),
                backup.value(Keys.BACKUP_SCHEDULE),
                backup.value(Keys.BACKUP_KEEP));
    }

    /** Unique among the nodes: containers share process ids, processes share a host. */
    private static String thisProcess() {
        return hostName() + '-' + ProcessHandle.current().pid();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "callvault";
        }
    }
}
