package dev.callvault.config.read;

import static dev.callvault.config.read.Section.ACCOUNT;
import static dev.callvault.config.read.Section.ARCHIVE;
import static dev.callvault.config.read.Section.BACKUP;
import static dev.callvault.config.read.Section.DATABASE;
import static dev.callvault.config.read.Section.KEEP;
import static dev.callvault.config.read.Section.NUMBER;
import static dev.callvault.config.read.Section.REDACTION;
import static dev.callvault.config.read.Section.RULE;
import static dev.callvault.config.read.Section.SCHEDULE;
import static dev.callvault.config.read.Section.SERVE;
import static dev.callvault.config.read.Section.TOP;
import static dev.callvault.config.read.Section.USER;

import dev.callvault.config.Secret;
import dev.callvault.refine.RedactionRule;
import dev.callvault.wire.WireFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/** Every key, once: name, default, and what is allowed. {@code config/callvault.yaml} explains them, in this order. */
final class Keys {
    /** Filled by the declarations that follow. */
    private static final List<Key<?>> DECLARED = new ArrayList<>();

    static final Key<String> NAME = preset(ACCOUNT, "name", Kinds.name(), "default");
    static final Key<URI> URL = required(ACCOUNT, "url", Addresses.services());
    static final Key<String> USERNAME = required(ACCOUNT, "username", Kinds.login());
    static final Key<Secret> PASSWORD = required(ACCOUNT, "password", Kinds.password());
    static final Key<WireFormat> FORMAT = preset(ACCOUNT, "format", Kinds.oneOf(WireFormat.class), "json");
    static final Key<ZoneId> ZONE = preset(ACCOUNT, "zone", Kinds.zone(), "America/New_York");
    static final Key<String> REGION = preset(ACCOUNT, "region", Kinds.country(), "US");

    static final Key<String> DATABASE_URL = required(DATABASE, "url", Addresses.database());
    static final Key<String> DATABASE_USERNAME = required(DATABASE, "username", Kinds.login());
    static final Key<Secret> DATABASE_PASSWORD = optional(DATABASE, "password", Kinds.password());

    static final Key<String> OWNER_USERNAME = optional(DATABASE, "owner-username", Kinds.login());
    static final Key<Secret> OWNER_PASSWORD = optional(DATABASE, "owner-password", Kinds.password());
    static final Key<Path> DATA_DIR = preset(TOP, "data-dir", Kinds.path(), "./data");
    static final Key<Integer> CONCURRENCY = preset(TOP, "concurrency", Kinds.wholeNumber(1, 64), "4");
    static final Key<Double> REQUESTS_PER_SECOND = preset(TOP, "requests-per-second", Kinds.rate(0.01, 1000), "2");
    static final Key<Duration> REQUEST_TIMEOUT = preset(TOP, "request-timeout", Quantities.duration("1s", "1h"), "60s");
    static final Key<Long> MAX_ANSWER_BYTES =
            preset(TOP, "max-answer-bytes", Quantities.bytes("64KiB", "1GiB"), "128MiB");
    static final Key<Boolean> ALLOW_INSECURE = preset(TOP, "allow-insecure", Kinds.flag(), "false");
    static final Key<Path> CA_FILE = optional(TOP, "ca-file", Kinds.path());
    static final Key<Duration> OPEN_WINDOW = preset(TOP, "open-window", Quantities.duration("1m", "5d"), "1h");

    static final Key<ZoneId> REPORTING_ZONE = preset(TOP, "reporting-zone", Kinds.zone(), "America/New_York");
    static final Key<Boolean> JSON_LOGS = preset(TOP, "json-logs", Kinds.flag(), "false");
    static final Key<Level> LOG_LEVEL = preset(TOP, "log-level", Kinds.oneOf(Level.class), "info");
    static final Key<String> NODE_NAME = optional(TOP, "node-name", Kinds.name());

    static final Key<Duration> LIST = every("list", "1d", "5m");
    static final Key<Duration> SWEEP_CALLS = every("sweep-calls", "4d", "1d");
    static final Key<Duration> SWEEP_YEAR = every("sweep-year", "180d", "7d");
    static final Key<Duration> FETCH = every("fetch", "1d", "1m");
    static final Key<Duration> MAINTAIN = every("maintain", "1d", "1h");

    static final Key<Boolean> SERVED = preset(SERVE, "enabled", Kinds.flag(), "true");
    static final Key<String> HOST = preset(SERVE, "host", Addresses.host(), "127.0.0.1");
    static final Key<Integer> PORT = preset(SERVE, "port", Kinds.wholeNumber(0, 65_535), "8480");
    static final Key<String> USER_NAME = required(USER, "name", Kinds.login());
    static final Key<Secret> USER_PASSWORD_HASH = required(USER, "password-hash", Kinds.passwordHash());
    static final Key<List<String>> USER_ACCOUNTS = required(USER, "accounts", Kinds.names());

    static final Key<URI> HEARTBEAT_URL = optional(TOP, "heartbeat-url", Addresses.heartbeat());
    static final Key<Duration> HEARTBEAT_INTERVAL =
            preset(TOP, "heartbeat-interval", Quantities.duration("10s", "1d"), "5m");

    static final Key<Boolean> CARD_NUMBERS = preset(REDACTION, "card-numbers", Kinds.flag(), "true");
    static final Key<Optional<Period>> KEEP_CALLS = keep("calls");
    static final Key<Optional<Period>> KEEP_BODIES = keep("bodies");
    static final Key<Optional<Period>> KEEP_SESSIONS = keep("sessions");
    static final Key<Optional<Period>> KEEP_ERRORS = keep("errors");
    static final Key<Boolean> READS = preset(ARCHIVE, "reads", Kinds.flag(), "false");

    static final Key<Path> BACKUP_DIRECTORY = optional(BACKUP, "directory", Kinds.path());
    static final Key<Duration> BACKUP_SCHEDULE = preset(BACKUP, "schedule", Quantities.duration("1m", "30d"), "1d");
    static final Key<Integer> BACKUP_KEEP = preset(BACKUP, "keep", Kinds.wholeNumber(1, 1000), "7");

    static final Key<String> RULE_NAME = required(RULE, "name", Kinds.name());
    static final Key<String> RULE_PATTERN = required(RULE, "pattern", Kinds.text());
    static final Key<String> RULE_REPLACEMENT = preset(RULE, "replacement", Kinds.text(), RedactionRule.STARS);

    static final Key<String> NUMBER_SPELLING = required(NUMBER, "number", Numbers.spelling());
    static final Key<String> NUMBER_NAME = required(NUMBER, "name", Kinds.label());
    static final Key<String> NUMBER_TEAM = optional(NUMBER, "team", Kinds.label());
    static final Key<String> NUMBER_APPLICATION = optional(NUMBER, "application", Kinds.label());

    private Keys() {}

    /** Those that have variables. */
    static List<Key<?>> all() {
        return DECLARED.stream().filter(it -> it.section().hasVariables()).toList();
    }

    static List<Key<?>> of(Section section) {
        return DECLARED.stream().filter(it -> it.section() == section).toList();
    }

    private static Key<Optional<Period>> keep(String table) {
        return preset(KEEP, table, Quantities.keep(), "forever");
    }

    private static Key<Duration> every(String name, String most, String preset) {
        return preset(SCHEDULE, name, Quantities.duration("1s", most), preset);
    }

    private static <T> Key<T> preset(Section section, String name, ValueType<T> type, String preset) {
        return declared(new Key<>(section, name, type, preset, false));
    }

    private static <T> Key<T> optional(Section section, String name, ValueType<T> type) {
        return declared(new Key<>(section, name, type, "", false));
    }

    private static <T> Key<T> required(Section section, String name, ValueType<T> type) {
        return declared(new Key<>(section, name, type, "", true));
    }

    private static <T> Key<T> declared(Key<T> key) {
        DECLARED.add(key);
        return key;
    }
}
