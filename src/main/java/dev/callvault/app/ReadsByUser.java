package dev.callvault.app;

import dev.callvault.archive.guard.Uninterrupted;
import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.served.LogRead;
import dev.callvault.store.served.LogReads;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
            Uninterrupted.run(() -> apart(kept));
        }
    }

    /** On a thread of its own, because an export holds this one's connection. */
    private void apart(List<LogRead> kept) {
        try (ExecutorService one = Executors.newVirtualThreadPerTaskExecutor()) {
            one.execute(() -> reads.keep(kept));
        }
    }

    private LogRead read(@Nullable AccountId account, long logId) {
        return new LogRead(clock.instant(), user, way, Objects.requireNonNull(account), new LogId(logId));
    }
}
