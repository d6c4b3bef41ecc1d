package dev.callvault.store.postgres.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a connection sets before its first statement: everything that a result or a lock depends on, so that no default
 * of the role, the database or the server can change it. A setting that the server does not know is left out.
 *
 * <p>Whether the server takes writes is the administrator's to decide, so {@code default_transaction_read_only} is only
 * ever switched on.
 */
final class SessionSettings {
    private static final Map<String, String> ALWAYS = ordered(
            // every name in a statement has its schema
            "search_path", "pg_catalog",
            // a statement that waited for another sees what that one wrote
            "default_transaction_isolation", "read committed",
            "default_transaction_deferrable", "off",
            "statement_timeout", "0",
            "lock_timeout", "0",
            "transaction_timeout", "0",
            "idle_in_transaction_session_timeout", "0",
            "idle_session_timeout", "0",
            "quote_all_identifiers", "off",
            "DateStyle", "ISO, MDY",
            "IntervalStyle", "postgres",
            "TimeZone", "UTC",
            "bytea_output", "hex",
            "extra_float_digits", "1",
            "standard_conforming_strings", "on",
            "array_nulls", "on",
            "transform_null_equals", "off",
            "gin_fuzzy_search_limit", "0",
            "restrict_nonsystem_relation_kind", "",
            "exit_on_error", "off");

    private static final String SET = "SELECT pg_catalog.set_config(?, ?, false)"
            + " WHERE pg_catalog.current_setting(?, true) OPERATOR(pg_catalog.<>) ?";

    private static final Duration SILENCE = Duration.ofMinutes(10);

    /**
     * A process that hangs inside a transaction holds its locks and blocks others until the server ends it. That
     * happens before a fence is lost, so that a transaction begun inside a fence also ends inside it.
     */
    static final SessionSettings ARCHIVING = with(SILENCE, "idle_in_transaction_session_timeout", "15s");

    /** A reader may pause for long, but not for ever, since old months cannot be dropped while it reads. */
    static final SessionSettings READING = with(
                    SILENCE,
                    "idle_in_transaction_session_timeout",
                    "1h",
                    "statement_timeout",
                    "1min",
                    "default_transaction_read_only",
                    "on")
            .reachingWithin(Duration.ofSeconds(2));

    /** For health and metrics, which have to be answered within a second. */
    static final SessionSettings WATCHING = READING.reachingWithin(Duration.ofSeconds(1));

    /**
     * For migrating: one connection waits inside a transaction while another runs a long migration, in which a table of a
     * year's calls may be written anew.
     */
    static final SessionSettings PATIENT = with(Duration.ofHours(6));

    private final Map<String, String> settings;
    private final Duration silence;
    private final Duration reaching;

    private SessionSettings(Map<String, String> settings, Duration silence, Duration reaching) {
        this.settings = settings;
        this.silence = silence;
        this.reaching = reaching;
    }

    private static SessionSettings with(Duration silence, String... more) {
        Map<String, String> all = new LinkedHashMap<>(ALWAYS);
        all.putAll(ordered(more));
        return new SessionSettings(all, silence, Duration.ofSeconds(10));
    }

    /** A connection that is silent for longer is dead; by default the driver waits for ever. */
    Duration silence() {
        return silence;
    }

    private SessionSettings reachingWithin(Duration wait) {
        return new SessionSettings(settings, silence, wait);
    }

    /** How long to wait for the server when a connection is opened: less where a person waits. */
    Duration reaching() {
        return reaching;
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(pairs);
    }

    /** One round trip for all. */
    void apply(Connection connection) throws SQLException {
        String all = String.join(" UNION ALL ", Collections.nCopies(settings.size(), SET));
        try (PreparedStatement statement = connection.prepareStatement(all)) {
            int at = 0;
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                for (int twice = 0; twice < 2; twice++) {
                    statement.setString(++at, setting.getKey());
                    statement.setString(++at, setting.getValue());
                }
            }
            statement.execute();
        }
    }
}
