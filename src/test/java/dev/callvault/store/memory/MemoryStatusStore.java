package dev.callvault.store.memory;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.Acknowledgement;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.memory.MemoryAccount.LastRun;
import dev.callvault.store.memory.MemoryAccount.LostLog;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.AccountStatus.StreamStatus;
import dev.callvault.store.status.CallConflict;
import dev.callvault.store.status.Forecast;
import dev.callvault.store.status.Loss;
import dev.callvault.store.status.LossId;
import dev.callvault.store.status.LossId.Kind;
import dev.callvault.store.status.Losses;
import dev.callvault.store.status.StatusStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

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
                    losses(kept).open().unproven().stream()
                            .map(Loss::what)
                            .limit(AccountStatus.MAX_NAMED)
                            .toList(),
                    losses(kept).open().unread().size(),
                    losses(kept).open().conflicts().size(),
                    losses(kept).acknowledged().all().count(),
                    Optional.empty());
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
        for (CoverageSpan span : spans) {
            proven += span.proven() ? 1 : 0;
        }
        Losses open = losses(kept).open();
        List<Gap> gaps = open.gaps().stream()
                .map(Loss::what)
                .filter(it -> it.stream().equals(stream))
                .toList();
        Optional<LastRun> run = Optional.ofNullable(kept.runs.get(stream));
        return new StreamStatus(
                stream,
                stored,
                watermark,
                proven,
                open.unproven().stream()
                        .filter(it -> it.what().stream().equals(stream))
                        .count(),
                gaps.size(),
                gaps.stream().map(Gap::detectedAt).min(Comparator.naturalOrder()),
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

    private static List<UnprovenSpan> unproven(MemoryAccount kept) {
        return kept.doubts.values().stream()
                .flatMap(it -> it.unproven().stream())
                .sorted(Comparator.comparing(UnprovenSpan::window).thenComparing(UnprovenSpan::stream))
                .toList();
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
    public Losses losses(AccountId account) {
        synchronized (archive) {
            return losses(archive.of(account));
        }
    }

    private static Losses losses(MemoryAccount kept) {
        return new Losses(
                kept.gaps().stream()
                        .sorted(Comparator.comparing(Gap::from).reversed())
                        .map(it -> loss(kept, key(it), it, it.detectedAt()))
                        .toList(),
                unproven(kept).stream()
                        .map(it -> loss(
                                kept, new MemoryMarks.Key(Kind.UNPROVEN, it.stream(), it.window()), it, it.since()))
                        .toList(),
                unread(kept).stream()
                        .map(it -> loss(
                                kept, new MemoryMarks.Key(Kind.UNREADABLE, it.stream(), it.hash()), it, it.firstSeen()))
                        .toList(),
                conflicts(kept).stream()
                        .map(it -> loss(
                                kept,
                                new MemoryMarks.Key(
                                        Kind.CONFLICT, "calls", it.call().key()),
                                it,
                                it.firstSeen()))
                        .toList());
    }

    private static MemoryMarks.Key key(Gap gap) {
        return gap.logId() == null
                ? new MemoryMarks.Key(Kind.LOST, gap.stream(), TimeWindow.between(gap.from(), gap.to()))
                : MemoryAccount.lostLog(new LostLog(gap.logId(), gap.from()));
    }

    private static <T> Loss<T> loss(MemoryAccount kept, MemoryMarks.Key key, T what, Instant found) {
        return new Loss<>(kept.marks.id(key), what, found, kept.marks.of(key));
    }

    private static List<CallConflict> conflicts(MemoryAccount kept) {
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

    @Override
    public Outcome acknowledge(List<LossId> ids, Acknowledgement how) {
        synchronized (archive) {
            Map<LossId, Runnable> open = new HashMap<>();
            Set<LossId> known = new HashSet<>();
            for (MemoryAccount kept : archive.all()) {
                keys(kept).forEach(key -> {
                    known.add(kept.marks.id(key));
                    if (kept.marks.of(key).isEmpty()) {
                        open.put(kept.marks.id(key), () -> kept.marks.acknowledge(key, how));
                    }
                });
            }
            List<LossId> named = ids.stream().distinct().toList();
            List<LossId> unknown =
                    named.stream().filter(it -> !known.contains(it)).toList();
            if (!unknown.isEmpty()) {
                return new Outcome(List.of(), List.of(), unknown);
            }
            named.stream().flatMap(it -> Stream.ofNullable(open.get(it))).forEach(Runnable::run);
            return new Outcome(
                    named.stream().filter(open::containsKey).toList(),
                    named.stream().filter(it -> !open.containsKey(it)).toList(),
                    List.of());
        }
    }

    private static List<MemoryMarks.Key> keys(MemoryAccount kept) {
        List<MemoryMarks.Key> keys = new ArrayList<>();
        kept.gaps().forEach(it -> keys.add(key(it)));
        unproven(kept).forEach(it -> keys.add(new MemoryMarks.Key(Kind.UNPROVEN, it.stream(), it.window())));
        unread(kept).forEach(it -> keys.add(new MemoryMarks.Key(Kind.UNREADABLE, it.stream(), it.hash())));
        kept.conflicts.keySet().forEach(it -> keys.add(new MemoryMarks.Key(Kind.CONFLICT, "calls", it)));
        return keys;
    }
}
