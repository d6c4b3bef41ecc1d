package dev.callvault.store.memory;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.memory.MemoryAccount.BodyGap;
import dev.callvault.store.memory.MemoryAccount.Call;
import dev.callvault.store.memory.MemoryAccount.LostLog;
import dev.callvault.store.memory.MemoryAccount.Wanted;
import dev.callvault.store.proof.BodyProofStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Picks by log id instead of at random: no test needs another choice. */
final class MemoryBodyProofStore implements BodyProofStore {
    private final MemoryArchive archive;

    MemoryBodyProofStore(MemoryArchive archive) {
        this.archive = archive;
    }

    @Override
    public long archived(AccountId account) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            return Stream.concat(
                            kept.calls.values().stream().map(Call::state),
                            kept.conflicts.values().stream().map(MemoryAccount.Conflict::state))
                    .filter(it -> it == LogState.ARCHIVED)
                    .count();
        }
    }

    @Override
    public List<Unarchived> unarchived(AccountId account) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            return kept.calls.values().stream()
                    .filter(it -> it.state() != LogState.ARCHIVED)
                    .map(it -> unarchived(kept, it))
                    .sorted(Comparator.comparing(Unarchived::logId))
                    .toList();
        }
    }

    private static Unarchived unarchived(MemoryAccount kept, Call call) {
        LogId logId = call.summary().logId();
        @Nullable Wanted wanted = kept.queue.get(logId);
        String why = Optional.ofNullable(kept.bodyGaps.get(LostLog.of(call.summary())))
                .filter(it -> !it.isResolved())
                .map(BodyGap::gap)
                .map(it -> it.reason())
                .or(() -> Optional.ofNullable(wanted).map(it -> it.lastFailure))
                .orElse("");
        return new Unarchived(logId, call.state(), wanted != null, why);
    }

    @Override
    public List<LogId> missing(AccountId account) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            return kept.calls.values().stream()
                    .filter(it -> it.state() == LogState.ARCHIVED)
                    .map(it -> it.summary().logId())
                    .filter(it -> !logs(kept).containsKey(it))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Hashed hash(AccountId account, long most, LongConsumer hashed) {
        synchronized (archive) {
            Map<LogId, MemoryAccount.StoredBody> logs = logs(archive.of(account));
            List<LogId> chosen = logs.keySet().stream().sorted().limit(most).toList();
            hashed.accept(chosen.size());
            return new Hashed(
                    chosen.size(),
                    chosen.stream().filter(it -> !isSound(logs.get(it))).toList());
        }
    }

    private static boolean isSound(MemoryAccount.@Nullable StoredBody stored) {
        return stored != null
                && HexFormat.of().formatHex(stored.body().content().sha256()).equals(stored.sha256());
    }

    @Override
    public List<StoredBody> sample(AccountId account, Instant since, int most) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            return logs(kept).entrySet().stream()
                    .filter(it -> isSince(kept, it.getKey(), since))
                    .sorted(Map.Entry.comparingByKey())
                    .limit(most)
                    .map(it -> new StoredBody(it.getKey(), it.getValue().sha256()))
                    .toList();
        }
    }

    private static boolean isSince(MemoryAccount kept, LogId logId, Instant since) {
        @Nullable Call call = kept.calls.get(logId);
        return call != null && !call.summary().startedAt().isBefore(since);
    }

    private static Map<LogId, MemoryAccount.StoredBody> logs(MemoryAccount kept) {
        Map<LogId, MemoryAccount.StoredBody> logs = new HashMap<>(kept.bodies);
        logs.values().removeIf(it -> !it.isLog());
        return logs;
    }
}
