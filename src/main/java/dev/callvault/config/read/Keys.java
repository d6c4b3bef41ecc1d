package dev.callvault.config.read;

import static dev.callvault.config.read.Section.ACCOUNT;
import static dev.callvault.config.read.Section.DATABASE;
import static dev.callvault.config.read.Section.KEEP;
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
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/** Every key, once: name, default, and what is allowed. {@code config/callvault.yaml} explains them, in this order. */
final class Keys {
    static final Key<String> NAME = Key.preset(ACCOUNT, "name", Kinds.name(), "default");
    static final Key<URI> URL = Key.required(ACCOUNT, "url", Addresses.services());
    static final Key<String> USERNAME = Key.required(ACCOUNT, "username", Kinds.login());
    static final Key<Secret> PASSWORD = Key.required(ACCOUNT, "password", Kinds.password());
    static final Key<WireFormat> FORMAT = Key.preset(ACCOUNT, "format", Kinds.oneOf(WireFormat.class), "json");
    static final Key<ZoneId> ZONE = Key.preset(ACCOUNT, "zone", Kinds.zone(), "America/New_York");

    static final Key<String> DATABASE_URL = Key.required(DATABASE, "url", Addresses.database());
    static final Key<String> DATABASE_USERNAME = Key.required(DATABASE, "username", Kinds.login());
    static final Key<Secret> DATABASE_PASSWORD = Key.optional(DATABASE, "password", Kinds.password());

    static final Key<String> OWNER_USERNAME = Key.optional(DATABASE, "owner-username", Kinds.login());
    static final Key<Secret> OWNER_PASSWORD = Key.optional(DATABASE, "owner-password", Kinds.password());
    static final Key<Path> DATA_DIR = Key.preset(TOP, "data-dir", Kinds.path(), "./data");
    static final Key<Integer> CONCURRENCY = Key.preset(TOP, "concurrency", Kinds.wholeNumber(1, 64), "4");
    static final Key<Double> REQUESTS_PER_SECOND = Key.preset(TOP, "requests-per-second", Kinds.rate(0.01, 1000), "2");
    static final Key<Duration> REQUEST_TIMEOUT =
            Key.preset(TOP, "request-timeout", Quantities.duration("1s", "1h"), "60s");
    static final Key<Long> MAX_ANSWER_BYTES =
            Key.preset(TOP, "max-answer-bytes", Quantities.bytes("64KiB", "1GiB"), "128MiB");
    static final Key<Boolean> ALLOW_INSECURE = Key.preset(TOP, "allow-insecure", Kinds.flag(), "false");
    static final Key<Duration> OPEN_WINDOW = Key.preset(TOP, "open-window", Quantities.duration("1m", "5d"), "1h");

    static final Key<ZoneId> REPORTING_ZONE = Key.preset(TOP, "reporting-zone", Kinds.zone(), "America/New_York");
    static final Key<Boolean> JSON_LOGS = Key.preset(TOP, "json-logs", Kinds.flag(), "false");
    static final Key<Level> LOG_LEVEL = Key.preset(TOP, "log-level", Kinds.oneOf(Level.class), "info");
    static final Key<String> NODE_NAME = Key.optional(TOP, "node-name", Kinds.name());

    static final Key<Duration> LIST = every("list", "1d", "5m");
    static final Key<Duration> SWEEP_CALLS = every("sweep-calls", "4d", "1d");
    static final Key<Duration> SWEEP_YEAR = every("sweep-year", "180d", "7d");
    static final Key<Duration> FETCH = every("fetch", "1d", "1m");
    static final Key<Duration> MAINTAIN = every("maintain", "1d", "1h");

    static final Key<Boolean> SERVED = Key.preset(SERVE, "enabled", Kinds.flag(), "true");
    static final Key<String> HOST = Key.preset(SERVE, "host", Addresses.host(), "127.0.0.1");
    static final Key<Integer> PORT = Key.preset(SERVE, "port", Kinds.wholeNumber(0, 65_535), "8480");
    static final Key<String> USER_NAME = Key.required(USER, "name", Kinds.login());
    static final Key<Secret> USER_PASSWORD_HASH = Key.required(USER, "password-hash", Kinds.passwordHash());
    static final Key<List<String>> USER_ACCOUNTS = Key.required(USER, "accounts", Kinds.names());

    static final Key<URI> HEARTBEAT_URL = Key.optional(TOP, "heartbeat-url", Addresses.heartbeat());
    static final Key<Duration> HEARTBEAT_INTERVAL =
            Key.preset(TOP, "heartbeat-interval", Quantities.duration("10s", "1d"), "5m");

    static final Key<Boolean> CARD_NUMBERS = Key.preset(REDACTION, "card-numbers", Kinds.flag(), "true");
    static final Key<Optional<Period>> KEEP_CALLS = keep("calls");
    static final Key<Optional<Period>> KEEP_BODIES = keep("bodies");
    static final Key<Optional<Period>> KEEP_SESSIONS = keep("sessions");
    static final Key<Optional<Period>> KEEP_ERRORS = keep("errors");

    /** Of a list that only the file can hold, so that they have no variables. */
    static final Key<String> RULE_NAME = Key.required(RULE, "name", Kinds.name());

    static final Key<String> RULE_PATTERN = Key.required(RULE, "pattern", Kinds.text());
    static final Key<String> RULE_REPLACEMENT = Key.preset(RULE, "replacement", Kinds.text(), RedactionRule.STARS);

    private static final List<Key<?>> ALL = List.of(
            NAME,
            URL,
            USERNAME,
            PASSWORD,
            FORMAT,
            ZONE,
            DATABASE_URL,
            DATABASE_USERNAME,
            DATABASE_PASSWORD,
            OWNER_USERNAME,
            OWNER_PASSWORD,
            DATA_DIR,
            CONCURRENCY,
            REQUESTS_PER_SECOND,
            REQUEST_TIMEOUT,
            MAX_ANSWER_BYTES,
            ALLOW_INSECURE,
            OPEN_WINDOW,
            REPORTING_ZONE,
            JSON_LOGS,
            LOG_LEVEL,
            NODE_NAME,
            LIST,
            SWEEP_CALLS,
            SWEEP_YEAR,
            FETCH,
            MAINTAIN,
            SERVED,
            HOST,
            PORT,
            USER_NAME,
            USER_PASSWORD_HASH,
            USER_ACCOUNTS,
            HEARTBEAT_URL,
            HEARTBEAT_INTERVAL,
            CARD_NUMBERS,
            KEEP_CALLS,
            KEEP_BODIES,
            KEEP_SESSIONS,
            KEEP_ERRORS);

    private static final List<Key<?>> OF_RULES = List.of(RULE_NAME, RULE_PATTERN, RULE_REPLACEMENT);

    private Keys() {}

    static List<Key<?>> all() {
        return ALL;
    }

    static List<Key<?>> of(Section section) {
        List<Key<?>> keys = section == RULE ? OF_RULES : ALL;
        return keys.stream().filter(it -> it.section() == section).toList();
    }

    private static Key<Optional<Period>> keep(String table) {
        return Key.preset(KEEP, table, Quantities.keep(), "forever");
    }

    private static Key<Duration> every(String name, String most, String preset) {
        return Key.preset(SCHEDULE, name, Quantities.duration("1s", most), preset);
    }
}
