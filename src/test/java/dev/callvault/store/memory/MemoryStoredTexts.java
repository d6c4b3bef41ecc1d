package dev.callvault.store.memory;

import dev.callvault.call.AccountId;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionLine;
import dev.callvault.store.forget.StoredTexts;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class MemoryStoredTexts implements StoredTexts {
    private final MemoryArchive archive;

    MemoryStoredTexts(MemoryArchive archive) {
        this.archive = archive;
    }

    @Override
    public List<StoredBody> bodies(AccountId account, Optional<LogId> after, long bytes) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            List<StoredBody> few = new ArrayList<>();
            long before = 0;
            for (LogId logId : kept.bodies.keySet().stream()
                    .filter(it -> after.isEmpty() || it.compareTo(after.get()) > 0)
                    .sorted()
                    .toList()) {
                StoredBody next = body(kept, logId);
                if (before < bytes) {
                    few.add(next);
                }
                before += next.body().content().length();
            }
            return few;
        }
    }

    private static StoredBody body(MemoryAccount kept, LogId logId) {
        MemoryAccount.StoredBody stored = Objects.requireNonNull(kept.bodies.get(logId));
        MemoryAccount.Call call = Objects.requireNonNull(kept.calls.get(logId));
        return new StoredBody(logId, call.summary().startedAt(), stored.body(), !stored.isLog());
    }

    @Override
    public void replace(AccountId account, List<StoredBody> bodies) {
        synchronized (archive) {
            bodies.forEach(other -> archive.of(account)
                    .bodies
                    .computeIfPresent(
                            other.logId(),
                            (id, it) -> it.isLog() == other.isQuarantined()
                                    ? it
                                    : MemoryAccount.StoredBody.of(other.body(), it.quarantine())));
        }
    }

    @Override
    public List<StoredLine> lines(AccountId account, LogStream stream, Optional<Instant> after, int most) {
        synchronized (archive) {
            List<StoredLine> behind = all(account, stream).stream()
                    .filter(it -> it.at().isPresent())
                    .filter(it -> after.isEmpty() || it.at().orElseThrow().isAfter(after.get()))
                    .sorted(Comparator.comparing(it -> it.at().orElseThrow()))
                    .toList();
            Optional<Instant> last = behind.isEmpty()
                    ? Optional.empty()
                    : behind.get(Math.min(most, behind.size()) - 1).at();
            return behind.stream()
                    .filter(it -> !it.at().orElseThrow().isAfter(last.orElseThrow()))
                    .toList();
        }
    }

    @Override
    public List<StoredLine> timelessLines(AccountId account, LogStream stream) {
        synchronized (archive) {
            return all(account, stream).stream().filter(it -> it.at().isEmpty()).toList();
        }
    }

    private List<StoredLine> all(AccountId account, LogStream stream) {
        MemoryAccount kept = archive.of(account);
        return switch (stream) {
            case CALLS -> List.of();
            case SESSIONS ->
                kept.sessions.values().stream()
                        .map(it -> line(it.key(), it.startedAt(), it.raw()))
                        .toList();
            case ERRORS ->
                kept.errors.values().stream()
                        .map(it -> line(it.key(), it.occurredAt(), it.raw()))
                        .toList();
        };
    }

    private static StoredLine line(LineKey key, @Nullable Instant at, RawLine raw) {
        return new StoredLine(key, Optional.ofNullable(at), raw);
    }

    @Override
    public void replace(AccountId account, List<LineKey> old, Rows lines) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            Map<LineKey, ?> stored = lines.stream() == LogStream.SESSIONS ? kept.sessions : kept.errors;
            if (stored.keySet().removeAll(old)) {
                put(kept, lines);
            }
        }
    }

    private static void put(MemoryAccount kept, Rows lines) {
        switch (lines) {
            case Rows.Sessions sessions ->
                sessions.list().forEach((SessionLine it) -> kept.sessions.putIfAbsent(it.key(), it));
            case Rows.Errors errors -> errors.list().forEach((ErrorLine it) -> kept.errors.putIfAbsent(it.key(), it));
            case Rows.Calls calls -> throw new IllegalArgumentException("calls are not lines");
        }
    }

    @Override
    public List<KeptUnread> unread(AccountId account) {
        synchronized (archive) {
            return MemoryStatusStore.unread(archive.of(account));
        }
    }

    @Override
    public void replace(AccountId account, KeptUnread old, String text, String reason) {
        synchronized (archive) {
            archive.of(account).doubts.values().forEach(it -> it.replace(old, text, reason));
        }
    }
}
