package dev.callvault.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps the log quiet once the program is to stop: what fails then failed because it was interrupted, and whoever stopped it was
 * told what is kept. Only with {@code log-level: debug} is everything logged. Logback creates it; it is the same for all.
 */
public final class WhileStopping extends TurboFilter {
    private static volatile boolean hasBegun;

    /** From now on, nothing is logged. */
    public static void begin() {
        hasBegun = true;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        return hasBegun && logger.getEffectiveLevel().isGreaterOrEqual(Level.INFO)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
