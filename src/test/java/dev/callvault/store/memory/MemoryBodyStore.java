package dev.callvault.store.memory;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.memory.MemoryAccount.BodyGap;
import dev.callvault.store.memory.MemoryAccount.Call;
import dev.callvault.store.memory.MemoryAccount.Conflict;
import dev.callvault.store.memory.MemoryAccount.LostLog;
import dev.callvault.store.memory.MemoryAccount.StoredBody;
import dev.callvault.store.memory.MemoryAccount.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class MemoryBodyStore implements BodyStore {
    private final MemoryArchive archive;
    private final MemoryFence fence;

    MemoryBodyStore(MemoryArchive archive, MemoryFence fence) {
        this.archive = archive;
        this.fence = fence;
    }

    @Override
    public List<WantedBody> claim(AccountId account, Claim claim) {
        synchronized (archive) {
            List<Wanted> free = archive.of(account).queue.values().stream()
                    .filter(it -> isDue(it, claim) && isFree(account, it, claim))
                    .sorted(Comparator.comparing((Wanted it) -> it.expiresAt).thenComparing(it -> it.logId))
                    .limit(claim.most())
                    .toList();
            free.forEach(it -> {
                it.claimedBy = claim.node();
                it.claimedUntil = claim.until();
            });
            return free.stream()
                    .map(it -> new WantedBody(it.logId, it.startedAt, it.expiresAt, it.attempts))
                    .toList();
        }
    }

    private static boolean isDue(Wanted wanted, Claim claim) {
        return !wanted.nextAttempt.isAfter(claim.due())
                || (wanted.lastAttempt != null
                        && (wanted.lastAttempt.isBefore(claim.again())
                                || wanted.lastAttempt.isAfter(claim.now().plus(Duration.ofHours(1)))));
    }

    private boolean isFree(AccountId account, Wanted wanted, Claim claim) {
        return wanted.claimedUntil == null
                || !wanted.claimedUntil.isAfter(claim.now())
                || wanted.claimedBy == null
                || (!wanted.claimedBy.equals(claim.node()) && !fence.isHeld(account, Claim.fence(wanted.claimedBy)));
    }

    @Override
    public Set<LogId> renew(AccountId account, String node, Collection<LogId> logIds, Instant until) {
        synchronized (archive) {
            return logIds.stream()
                    .flatMap(it -> claimed(archive.of(account), it, node).stream())
                    .map(it -> {
                        it.claimedUntil = until;
                        return it.logId;
                    })
                    .collect(Collectors.toSet());
        }
    }

    private static Optional<Wanted> claimed(MemoryAccount kept, LogId logId, String node) {
        return Optional.ofNullable(kept.queue.get(logId)).filter(it -> node.equals(it.claimedBy));
    }

    @Override
    public void freeLeftovers(AccountId account, String node) {
        synchronized (archive) {
            archive.of(account).queue.values().stream()
                    .filter(it -> node.equals(it.claimedBy))
                    .forEach(Wanted::free);
        }
    }

    @Override
    public void giveBack(AccountId account, String node, Collection<LogId> logIds) {
        synchronized (archive) {
            logIds.forEach(it -> claimed(archive.of(account), it, node).ifPresent(Wanted::free));
        }
    }

    @Override
    public void settle(AccountId account, String node, List<BodyOutcome> outcomes, Instant now) {
        synchronized (archive) {
            BodyOutcome.distinct(outcomes).stream()
                    .filter(it -> isCurrent(archive.of(account), it.wanted()))
                    .filter(it -> it instanceof BodyOutcome.Archived
                            || claimed(archive.of(account), it.wanted().logId(), node)
                                    .isPresent())
                    .forEach(it -> settle(archive.of(account), node, it, now));
        }
    }

    /** Whether the call still has this start, and its number was not given to another one. */
    private static boolean isCurrent(MemoryAccount kept, WantedBody wanted) {
        Instant last = kept.lastStart(wanted.logId());
        return last.equals(Instant.MIN) || last.equals(wanted.startedAt());
    }

    private static void settle(MemoryAccount kept, String node, BodyOutcome outcome, Instant now) {
        LogId logId = outcome.wanted().logId();
        switch (outcome) {
            case BodyOutcome.Archived it -> {
                store(kept, logId, StoredBody.of(it.body(), null));
                become(kept, logId, LogState.ARCHIVED);
                kept.queue.remove(logId);
                kept.bodyGaps.computeIfPresent(
                        new LostLog(logId, it.wanted().startedAt()), (key, gap) -> new BodyGap(gap.gap(), true));
            }
            case BodyOutcome.Quarantined it -> {
                store(kept, logId, StoredBody.of(it.answer(), it.reason()));
                become(kept, logId, LogState.QUARANTINED);
                postpone(claimed(kept, logId, node), it.again(), it.reason(), now);
            }
            case BodyOutcome.Unavailable it -> {
                become(kept, logId, LogState.UNAVAILABLE);
                postpone(claimed(kept, logId, node), it.again(), it.reason(), now);
            }
            case BodyOutcome.Failed it -> postpone(claimed(kept, logId, node), it.again(), it.reason(), now);
        }
    }

    private static void store(MemoryAccount kept, LogId logId, StoredBody body) {
        Optional<Conflict> other = kept.lastConflict(logId);
        if (other.isPresent()) {
            Conflict it = other.get();
            kept.conflicts.put(it.summary().key(), new Conflict(it.summary(), it.state(), it.firstSeen(), body));
            return;
        }
        @Nullable StoredBody known = kept.bodies.get(logId);
        if (known == null || known.quarantine() != null) {
            kept.bodies.put(logId, body);
        }
    }

    private static void become(MemoryAccount kept, LogId logId, LogState state) {
        Optional<Conflict> other = kept.lastConflict(logId);
        if (other.isPresent()) {
            kept.conflicts.put(other.get().summary().key(), other.get().become(state));
            return;
        }
        kept.calls.computeIfPresent(logId, (id, call) -> {
            boolean isFinal =
                    call.state() == LogState.ARCHIVED || (call.state() == LogState.LOST && state != LogState.ARCHIVED);
            return isFinal ? call : new Call(call.summary(), state);
        });
    }

    private static void postpone(Optional<Wanted> claimed, Instant again, String reason, Instant now) {
        claimed.ifPresent(wanted -> {
            wanted.attempts++;
            wanted.lastAttempt = now;
            wanted.nextAttempt = again;
            wanted.lastFailure = reason;
            wanted.free();
        });
    }

    @Override
    public void wantAgain(AccountId account, Map<LogId, String> doubted, Instant now) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            doubted.forEach((logId, reason) -> {
                boolean isStored =
                        kept.bodies.computeIfPresent(logId, (id, body) -> StoredBody.of(body.body(), reason)) != null;
                kept.calls.computeIfPresent(
                        logId,
                        (id, call) -> new Call(call.summary(), isStored ? LogState.QUARANTINED : LogState.PENDING));
                Optional.ofNullable(kept.calls.get(logId))
                        .ifPresent(call -> kept.queue.computeIfAbsent(
                                        logId,
                                        id -> new Wanted(id, call.summary().startedAt()))
                                .nextAttempt = now);
            });
        }
    }

    @Override
    public int recordExpired(AccountId account, Instant now, Duration grace) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            List<Wanted> expired = kept.queue.values().stream()
                    .filter(it -> !it.expiresAt.isAfter(now))
                    .toList();
            int lost = (int) expired.stream().filter(it -> lose(kept, it, now)).count();
            expired.stream()
                    .filter(it -> isTried(it) || !it.expiresAt.isAfter(now.minus(grace)))
                    .filter(it -> it.claimedUntil == null || !it.claimedUntil.isAfter(now))
                    .forEach(it -> kept.queue.remove(it.logId));
            return lost;
        }
    }

    private static boolean isTried(Wanted wanted) {
        return wanted.lastAttempt != null && !wanted.lastAttempt.isBefore(wanted.expiresAt);
    }

    private static boolean lose(MemoryAccount kept, Wanted wanted, Instant now) {
        Optional<Conflict> other = kept.lastConflict(wanted.logId);
        if (other.isPresent()) {
            Conflict it = other.get();
            if (it.state() == LogState.LOST || it.state() == LogState.ARCHIVED) {
                return false;
            }
            kept.conflicts.put(it.summary().key(), it.become(LogState.LOST));
            kept.lose(it.summary(), why(wanted), now);
            return true;
        }
        Call call = Objects.requireNonNull(kept.calls.get(wanted.logId));
        if (call.state() == LogState.LOST || call.state() == LogState.ARCHIVED) {
            return false;
        }
        kept.calls.put(wanted.logId, new Call(call.summary(), LogState.LOST));
        kept.lose(call.summary(), why(wanted), now);
        return true;
    }

    private static String why(Wanted wanted) {
        return wanted.attempts == 0
                ? "the log expired before it was requested"
                : "the log expired after " + wanted.attempts + (wanted.attempts == 1 ? " attempt: " : " attempts: ")
                        + wanted.lastFailure;
    }

    @Override
    public void moveWatermark(AccountId account, Instant now) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            kept.ledger(LogStream.CALLS)
                    .watermark()
                    .ifPresent(calls -> kept.bodyWatermark = kept.queue.values().stream()
                            .filter(it -> kept.state(it) != LogState.LOST)
                            .map(it -> it.startedAt)
                            .min(Comparator.naturalOrder())
                            .filter(it -> it.isBefore(calls))
                            .orElse(calls));
        }
    }
}
