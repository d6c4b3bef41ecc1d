package dev.callvault.store.memory;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.memory.MemoryAccount.LastRun;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.AccountStatus.StreamStatus;
import dev.callvault.store.status.CallConflict;
import dev.callvault.store.status.Forecast;
import dev.callvault.store.status.StatusStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class MemoryStatusStore implements StatusStore {
    private final MemoryArchive archive;

    MemoryStatusStore(MemoryArchive archive) {
        this.archive = archive;
    }

    @Override
    public AccountStatus status(Account account, Instant now) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account.id());
            List<StreamStatus> streams = new ArrayList<>();
            for (LogStream stream : LogStream.values()) {
                long stored = stored(kept, stream);
                streams.add(status(
                        kept,
                        stream.label(),
                        stored,
                        kept.ledger(stream).spans(),
                        kept.ledger(stream).watermark()));
            }
            long bodies = kept.bodies.values().stream()
                    .filter(it -> it.quarantine() == null)
                    .count();
            streams.add(status(kept, "bodies", bodies, List.of(), kept.bodyWatermark()));
            Optional<Duration> headroom = headroom(kept, now);
            return new AccountStatus(
                    account.name(),
                    streams,
                    states(kept),
                    forecast(kept, headroom),
                    Optional.empty(),
                    unproven(kept).stream().limit(AccountStatus.MAX_NAMED).toList(),
                    unread(kept).size());
        }
    }

    /** The arithmetic of rates is the database's alone. */
    private static Forecast forecast(MemoryAccount kept, Optional<Duration> headroom) {
        return new Forecast(
                states(kept).getOrDefault("pending", 0L),
                headroom,
                headroom.map(it -> "bodies"),
                headroom,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                false);
    }

    private static long stored(MemoryAccount kept, LogStream stream) {
        return switch (stream) {
            case CALLS -> kept.calls.size();
            case SESSIONS -> kept.sessions.size();
            case ERRORS -> kept.errors.size();
        };
    }

    private static StreamStatus status(
            MemoryAccount kept, String stream, long stored, Iterable<CoverageSpan> spans, Optional<Instant> watermark) {
        long proven = 0;
        long unproven = 0;
        for (CoverageSpan span : spans) {
            proven += span.proven() ? 1 : 0;
            unproven += span.proven() ? 0 : 1;
        }
        Optional<LastRun> run = Optional.ofNullable(kept.runs.get(stream));
        return new StreamStatus(
                stream,
                stored,
                watermark,
                proven,
                unproven,
                kept.gaps().stream().filter(it -> it.stream().equals(stream)).count(),
                kept.gaps().stream()
                        .filter(it -> it.stream().equals(stream))
                        .map(Gap::detectedAt)
                        .min(Comparator.naturalOrder()),
                run.map(LastRun::attemptedAt),
                run.map(LastRun::succeededAt),
                run.map(LastRun::usual),
                run.map(LastRun::failure),
                run.map(LastRun::requests).orElse(0L));
    }

    private static Map<String, Long> states(MemoryAccount kept) {
        Map<String, Long> states = new TreeMap<>();
        kept.calls.values().forEach(it -> states.merge(it.state().label(), 1L, Long::sum));
        return states;
    }

    private static Optional<Duration> headroom(MemoryAccount kept, Instant now) {
        return kept.queue.values().stream()
                .filter(it -> kept.state(it) == LogState.PENDING)
                .map(it -> Duration.between(now, it.expiresAt))
                .min(Comparator.naturalOrder());
    }

    @Override
    public List<UnprovenSpan> unproven(AccountId account) {
        synchronized (archive) {
            return unproven(archive.of(account));
        }
    }

    private static List<UnprovenSpan> unproven(MemoryAccount kept) {
        return kept.doubts.values().stream()
                .flatMap(it -> it.unproven().stream())
                .sorted(Comparator.comparing(UnprovenSpan::window).thenComparing(UnprovenSpan::stream))
                .toList();
    }

    @Override
    public List<KeptUnread> unread(AccountId account) {
        synchronized (archive) {
            return unread(archive.of(account));
        }
    }

    static List<KeptUnread> unread(MemoryAccount kept) {
        return kept.doubts.values().stream()
                .flatMap(it -> it.unread().stream())
                .sorted(Comparator.comparing(KeptUnread::window)
                        .reversed()
                        .thenComparing(KeptUnread::stream)
                        .thenComparing(KeptUnread::hash))
                .toList();
    }

    @Override
    public List<CallConflict> conflicts(AccountId account) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            return kept.conflicts.values().stream()
                    .map(it -> new CallConflict(
                            it.summary(),
                            it.state(),
                            it.firstSeen(),
                            Optional.ofNullable(kept.calls.get(it.summary().logId()))
                                    .map(MemoryAccount.Call::summary)))
                    .sorted(Comparator.comparing((CallConflict it) -> it.call().startedAt())
                            .reversed())
                    .toList();
        }
    }

    @Override
    public List<Gap> gaps(AccountId account) {
        synchronized (archive) {
            return archive.of(account).gaps().stream()
                    .sorted(Comparator.comparing(Gap::from).reversed())
                    .toList();
        }
    }
}
