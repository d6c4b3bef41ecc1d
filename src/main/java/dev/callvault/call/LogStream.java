package dev.callvault.call;

import java.time.Duration;
import java.util.Locale;

/** One of the provider's three lists, each with a retention of its own. */
public enum LogStream {
    /** Calls for which a log exists; the provider keeps them for 5 days ("Call logs are only retained for the previous 5 days"). */
    CALLS(Duration.ofDays(5)),
    /** Session lines; kept for a year, of which 364 days can be requested safely. */
    SESSIONS(Duration.ofDays(364)),
    /** Error lines; kept for a year, of which 364 days can be requested safely. */
    ERRORS(Duration.ofDays(364));

    private final Duration retention;

    LogStream(Duration retention) {
        this.retention = retention;
    }

    /** How far back the provider can be asked. */
    public Duration retention() {
        return retention;
    }

    /** The name used in the database, the provider's paths and messages, such as {@code calls}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
