package dev.callvault.call;

import java.time.Duration;
import java.util.Locale;

/** One of the provider's three lists, each with a retention of its own. */
public enum LogStream {
    /** Calls for which a log exists; the provider keeps them for 5 days ("Call logs are only retained for the previous 5 days"). */
    CALLS(Duration.ofDays(5)),
    /** Session lines; kept for a year, of which 364 days are safe to ask for. */
    SESSIONS(Duration.ofDays(364)),
    /** Error lines; kept for a year, of which 364 days are safe to ask for. */
    ERRORS(Duration.ofDays(364));

    private final Duration retention;

    LogStream(Duration retention) {
        this.retention = retention;
    }

    /** How far back the provider can be asked. */
    public Duration retention() {
        return retention;
    }

    /** The name that the database, the provider's paths and people use, such as {@code calls}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
