package dev.callvault.app;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.served.LogRead;
import dev.callvault.store.served.LogReads;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps which logs the operating system's user reads.
 *
 * @param accounts by their names
 */
record ReadsByUser(LogReads reads, Map<String, AccountId> accounts, InstantSource clock, String user, LogRead.Way way) {
    /** A log, by the name of its account. */
    record Log(String account, long logId) {}

    void keep(List<Log> logs) {
        List<LogRead> kept = logs.stream()
                .filter(it -> accounts.containsKey(it.account()))
                .map(it -> read(accounts.get(it.account()), it.logId()))
                .toList();
        if (!kept.isEmpty()) {
            reads.keep(kept);
        }
    }

    private LogRead read(@Nullable AccountId account, long logId) {
        return new LogRead(clock.instant(), user, way, Objects.requireNonNull(account), new LogId(logId));
    }
}
