package dev.callvault.store.served;

import java.util.List;

/**
 * Keeps who read which log. Never throws: a log can be read although that cannot be kept, which is then logged, once until it can
 * be kept again. Safe for use by many threads.
 */
@FunctionalInterface
public interface LogReads {
    /** Keeps nothing. */
    LogReads NONE = reads -> {};

    /** Keeps these, all or none. */
    void keep(List<LogRead> reads);
}
