package dev.callvault.store.memory;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Gap;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.store.listing.DistinctCalls;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.Written;
import dev.callvault.store.memory.MemoryAccount.BodyGap;
import dev.callvault.store.memory.MemoryAccount.Call;
import dev.callvault.store.memory.MemoryAccount.Conflict;
import dev.callvault.store.memory.MemoryAccount.LostLog;
import dev.callvault.store.memory.MemoryAccount.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes listed calls: new ones, corrections, and other calls under a known log id. */
final class MemoryCalls {
    private final MemoryAccount kept;
    private final Instant now;

    MemoryCalls(MemoryAccount kept, Instant now) {
        this.kept = kept;
        this.now = now;
    }

    Written write(List<CallSummary> listed) {
        Written written = Written.NOTHING;
        for (List<CallSummary> round : DistinctCalls.rounds(listed)) {
            for (CallSummary call : round) {
                written = written.plus(write(call));
            }
        }
        return written;
    }

    private Written write(CallSummary call) {
        @Nullable Conflict conflict = kept.conflicts.get(call.key());
        if (conflict != null) {
            return correct(conflict, call);
        }
        @Nullable Call known = kept.calls.get(call.logId());
        if (known == null) {
            kept.calls.put(call.logId(), new Call(call, LogState.PENDING));
            kept.queue.putIfAbsent(call.logId(), new Wanted(call.logId(), call.startedAt()));
            return new Written(1, 0);
        }
        if (known.summary().equals(call)) {
            return Written.NOTHING;
        }
        if (call.isAnotherThan(known.summary())) {
            kept.conflicts.put(call.key(), new Conflict(call, LogState.PENDING, now, null));
            assign(call.logId());
            return new Written(1, 0);
        }
        kept.calls.put(call.logId(), new Call(call, known.state()));
        move(call.logId(), known.summary(), call);
        return new Written(0, 1);
    }

    private Written correct(Conflict conflict, CallSummary call) {
        if (conflict.summary().equals(call)) {
            return Written.NOTHING;
        }
        kept.conflicts.put(call.key(), new Conflict(call, conflict.state(), conflict.firstSeen(), conflict.body()));
        move(call.logId(), conflict.summary(), call);
        return new Written(0, 1);
    }

    private void move(LogId logId, CallSummary was, CallSummary is) {
        kept.ledger(LogStream.CALLS)
                .leave(was.startedAt(), is.startedAt(), now.minus(LogStream.CALLS.retention()))
                .ifPresent(it -> kept.doubts(LogStream.CALLS).keep(List.of(it), Doubt.MOVED, now));
        Optional.ofNullable(kept.queue.get(logId))
                .filter(it ->
                        it.startedAt.equals(was.startedAt()) && !was.startedAt().equals(is.startedAt()))
                .ifPresent(it -> it.startAt(is.startedAt()));
        Optional.ofNullable(kept.bodyGaps.remove(LostLog.of(was))).ifPresent(it -> {
            kept.bodyGaps.put(
                    LostLog.of(is),
                    new BodyGap(gap(is, it.gap().reason(), it.gap().detectedAt()), it.isResolved()));
            kept.marks.move(MemoryAccount.lostLog(LostLog.of(was)), MemoryAccount.lostLog(LostLog.of(is)));
        });
    }

    /** The provider returns the log of the call that started last; those of the others are lost. */
    private void assign(LogId logId) {
        Instant last = kept.lastStart(logId);
        String why = "the provider gave the number of this log to another call, which started at " + last;
        @Nullable Call first = kept.calls.get(logId);
        if (first != null && first.summary().startedAt().isBefore(last) && first.state() != LogState.ARCHIVED) {
            kept.calls.put(logId, new Call(first.summary(), LogState.LOST));
            kept.lose(first.summary(), why, now);
        }
        kept.conflicts.replaceAll((key, it) -> {
            boolean isLost = key.logId().equals(logId)
                    && it.state() != LogState.ARCHIVED
                    && (it.summary().startedAt().isBefore(last)
                            || (first != null && first.summary().startedAt().equals(last)));
            if (isLost) {
                kept.lose(it.summary(), why, now);
            }
            return isLost ? it.become(LogState.LOST) : it;
        });
        boolean isOther = first == null || first.summary().startedAt().isBefore(last);
        if (isOther) {
            kept.queue.put(logId, new Wanted(logId, last));
        }
    }

    static Gap gap(CallSummary call, String why, Instant detectedAt) {
        @Nullable Instant end = call.endedAt();
        return new Gap(
                "bodies",
                call.startedAt(),
                end == null || end.isBefore(call.startedAt()) ? call.startedAt() : end,
                call.logId(),
                why,
                detectedAt);
    }
}
