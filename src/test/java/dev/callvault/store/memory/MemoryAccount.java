package dev.callvault.store.memory;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.Gap;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionId;
import dev.callvault.call.SessionLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.Written;
import dev.callvault.store.status.LossId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One account's archive. */
public final class MemoryAccount {
    final Map<LogStream, MemoryLedger> ledgers = new EnumMap<>(LogStream.class);
    final Map<LogStream, MemoryDoubts> doubts = new EnumMap<>(LogStream.class);
    final Map<LogId, Call> calls = new LinkedHashMap<>();
    /** Calls that were listed under the log id of another call, with their logs. */
    final Map<CallKey, Conflict> conflicts = new LinkedHashMap<>();

    final Map<LogId, Wanted> queue = new HashMap<>();
    final Map<LogId, StoredBody> bodies = new HashMap<>();
    final Map<LineKey, SessionLine> sessions = new LinkedHashMap<>();
    final Map<LineKey, ErrorLine> errors = new LinkedHashMap<>();
    final MemoryMarks marks = new MemoryMarks();
    final Map<LostLog, BodyGap> bodyGaps = new LinkedHashMap<>();
    final Map<String, LastRun> runs = new HashMap<>();
    /** What was deleted on purpose, by stream and log id or line key, and when it happened. */
    final Map<LogStream, Map<Object, Instant>> tombstones = new EnumMap<>(LogStream.class);

    private final Map<String, Integer> copies = new HashMap<>();

    @Nullable
    Instant bodyWatermark;

    MemoryAccount() {
        for (LogStream stream : LogStream.values()) {
            MemoryLedger ledger = new MemoryLedger();
            ledgers.put(stream, ledger);
            doubts.put(stream, new MemoryDoubts(stream, ledger, marks));
        }
    }

    /** A listed call and what became of its log. */
    public record Call(CallSummary summary, LogState state) {}

    /** A call under the log id of another one. */
    record Conflict(
            CallSummary summary,
            LogState state,
            Instant firstSeen,
            @Nullable StoredBody body) {
        Conflict become(LogState other) {
            return new Conflict(summary, other, firstSeen, body);
        }
    }

    /**
     * A stored log.
     *
     * @param sha256 of what was stored; damaged content does not match it
     * @param quarantine why the content could not be read; null for a readable log
     */
    public record StoredBody(
            CallBody body, String sha256, @Nullable String quarantine) {
        static StoredBody of(CallBody body, @Nullable String quarantine) {
            return new StoredBody(body, HexFormat.of().formatHex(body.content().sha256()), quarantine);
        }

        public byte[] content() {
            return body.content().bytes();
        }

        boolean isLog() {
            return quarantine == null;
        }
    }

    record BodyGap(Gap gap, boolean isResolved) {}

    /** The log of one call; the number alone may be another call's later. */
    record LostLog(LogId logId, Instant startedAt) {
        static LostLog of(CallSummary call) {
            return new LostLog(call.logId(), call.startedAt());
        }
    }

    /** A gap that was closed opens again. */
    void lose(CallSummary call, String why, Instant now) {
        if (!hasBodyGap(call)) {
            marks.reopen(lostLog(LostLog.of(call)));
        }
        bodyGaps.compute(
                LostLog.of(call),
                (key, known) -> known == null || known.isResolved()
                        ? new BodyGap(MemoryCalls.gap(call, why, now), false)
                        : known);
    }

    static MemoryMarks.Key lostLog(LostLog log) {
        return new MemoryMarks.Key(LossId.Kind.LOST, "bodies", log);
    }

    record LastRun(
            Instant attemptedAt,
            @Nullable Instant succeededAt,
            @Nullable String failure,
            long requests,
            @Nullable Duration usual) {}

    /** A row of the queue. */
    static final class Wanted {
        final LogId logId;
        Instant startedAt;
        Instant expiresAt;
        Instant nextAttempt;
        int attempts;

        @Nullable
        Instant lastAttempt;

        @Nullable
        String lastFailure;

        @Nullable
        String claimedBy;

        @Nullable
        Instant claimedUntil;

        Wanted(LogId logId, Instant startedAt) {
            this.logId = logId;
            this.startedAt = startedAt;
            this.nextAttempt = startedAt;
            this.expiresAt = startedAt.plus(LogStream.CALLS.retention());
        }

        void startAt(Instant other) {
            startedAt = other;
            expiresAt = other.plus(LogStream.CALLS.retention());
            free();
        }

        void free() {
            claimedBy = null;
            claimedUntil = null;
        }
    }

    /** Deletes a record on purpose; what was proven stays so. */
    public void forget(LogStream stream, Object key) {
        @Nullable
        Instant at = switch (stream) {
            case CALLS -> Objects.requireNonNull(calls.remove(key)).summary().startedAt();
            case SESSIONS -> Objects.requireNonNull(sessions.remove(key)).startedAt();
            case ERRORS -> Objects.requireNonNull(errors.remove(key)).occurredAt();
        };
        tombstones.computeIfAbsent(stream, it -> new HashMap<>()).put(key, at == null ? Instant.MIN : at);
    }

    /** Damages stored bytes, so that they differ from their hash. */
    public void damage(LogId logId, CallBody other) {
        bodies.computeIfPresent(logId, (id, it) -> new StoredBody(other, it.sha256(), it.quarantine()));
    }

    /** Deletes a stored log without a trace. */
    public void drop(LogId logId) {
        bodies.remove(logId);
    }

    /** Removes a call from the queue of wanted logs without a trace. */
    public void dequeue(LogId logId) {
        queue.remove(logId);
    }

    public MemoryLedger ledger(LogStream stream) {
        return Objects.requireNonNull(ledgers.get(stream));
    }

    MemoryDoubts doubts(LogStream stream) {
        return Objects.requireNonNull(doubts.get(stream));
    }

    Written write(Rows rows, Instant now) {
        return switch (rows) {
            case Rows.Calls listed -> new MemoryCalls(this, now).write(listed.list());
            case Rows.Sessions listed -> writeSessions(listed.list());
            case Rows.Errors listed -> writeErrors(listed.list());
        };
    }

    /** How many listed rows are not there. A call is its id, session and start. */
    int absent(Rows rows) {
        return rows instanceof Rows.Calls listed
                ? (int) listed.list().stream().filter(it -> !isHere(it)).count()
                : 0;
    }

    private boolean isHere(CallSummary call) {
        return Stream.concat(
                        Stream.ofNullable(calls.get(call.logId())).map(Call::summary),
                        Stream.ofNullable(conflicts.get(call.key())).map(Conflict::summary))
                .anyMatch(it -> it.key().equals(call.key()) && it.startedAt().equals(call.startedAt()));
    }

    /** Those too that were listed under the log id of another call. */
    public Stream<Call> everyCall() {
        return Stream.concat(
                calls.values().stream(), conflicts.values().stream().map(it -> new Call(it.summary(), it.state())));
    }

    public boolean isStored(CallKey call) {
        @Nullable Call first = calls.get(call.logId());
        return (first != null && first.summary().key().equals(call)) || conflicts.containsKey(call);
    }

    /** The log of every call that has one. */
    public Map<CallKey, StoredBody> everyBody() {
        Map<CallKey, StoredBody> every = new HashMap<>();
        bodies.forEach((id, body) ->
                every.put(Objects.requireNonNull(calls.get(id)).summary().key(), body));
        conflicts.forEach((call, it) -> {
            if (it.body() != null) {
                every.put(call, it.body());
            }
        });
        return every;
    }

    /** When the last call with this log id started. */
    Instant lastStart(LogId logId) {
        return Stream.concat(
                        Stream.ofNullable(calls.get(logId)).map(Call::summary),
                        conflicts.values().stream()
                                .map(Conflict::summary)
                                .filter(it -> it.logId().equals(logId)))
                .map(CallSummary::startedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /** The last call with this log id, if it is not the first. */
    Optional<Conflict> lastConflict(LogId logId) {
        @Nullable Call first = calls.get(logId);
        Instant last = lastStart(logId);
        return first != null && first.summary().startedAt().equals(last)
                ? Optional.empty()
                : conflicts.values().stream()
                        .filter(it -> it.summary().logId().equals(logId)
                                && it.summary().startedAt().equals(last))
                        .findFirst();
    }

    LogState state(Wanted wanted) {
        return lastConflict(wanted.logId)
                .map(Conflict::state)
                .orElseGet(() -> Objects.requireNonNull(calls.get(wanted.logId)).state());
    }

    private Written writeSessions(List<SessionLine> listed) {
        int before = sessions.size();
        listed.forEach(it -> {
            if (sessions.putIfAbsent(it.key(), it) == null) {
                count(LogStream.SESSIONS, it.raw().text());
            }
        });
        return new Written(sessions.size() - before, 0);
    }

    private Written writeErrors(List<ErrorLine> listed) {
        int before = errors.size();
        int updated = 0;
        for (ErrorLine line : listed) {
            @Nullable ErrorLine known = errors.putIfAbsent(line.key(), line);
            if (known == null) {
                count(LogStream.ERRORS, line.raw().text());
            }
            if (known != null && known.ambiguousTime() && isOtherwise(known, line)) {
                errors.put(line.key(), at(known, line));
                updated++;
            }
        }
        return new Written(errors.size() - before, updated);
    }

    private void count(LogStream stream, String line) {
        copies.merge(stream.label() + line, 1, Integer::sum);
    }

    /** How often a raw line is stored. */
    public int copies(LogStream stream, String line) {
        return copies.getOrDefault(stream.label() + line, 0);
    }

    private static boolean isOtherwise(ErrorLine known, ErrorLine line) {
        return !Objects.equals(known.occurredAt(), line.occurredAt()) || !line.ambiguousTime();
    }

    private static ErrorLine at(ErrorLine known, ErrorLine line) {
        return new ErrorLine(
                known.key(),
                line.occurredAt(),
                known.ani(),
                known.channel(),
                known.dnis(),
                known.sessionId(),
                known.message(),
                known.parsed(),
                line.ambiguousTime(),
                known.raw());
    }

    List<TimeWindow> sessionTimes(SessionId session) {
        List<TimeWindow> times = new ArrayList<>();
        for (SessionLine line : sessions.values()) {
            @Nullable Instant from = line.startedAt();
            @Nullable Instant to = line.endedAt();
            if (session.equals(line.sessionId()) && from != null && to != null && !to.isBefore(from)) {
                times.add(TimeWindow.between(from, to.plusSeconds(1)));
            }
        }
        return times;
    }

    /** All gaps that are not resolved. */
    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        ledgers.forEach((stream, ledger) -> gaps.addAll(ledger.gaps(stream)));
        bodyGaps.values().stream()
                .filter(it -> !it.isResolved())
                .map(BodyGap::gap)
                .forEach(gaps::add);
        return gaps;
    }

    public Map<LogId, Call> calls() {
        return calls;
    }

    public Map<LogId, StoredBody> bodies() {
        return bodies;
    }

    public Map<LineKey, SessionLine> sessions() {
        return sessions;
    }

    public Map<LineKey, ErrorLine> errors() {
        return errors;
    }

    public Optional<Instant> bodyWatermark() {
        return Optional.ofNullable(bodyWatermark);
    }

    /** Whether a lost log has its row. */
    public boolean hasBodyGap(CallSummary call) {
        @Nullable BodyGap gap = bodyGaps.get(LostLog.of(call));
        return gap != null && !gap.isResolved();
    }

    /** Claimed logs. */
    public long claims() {
        return queue.values().stream().filter(it -> it.claimedBy != null).count();
    }
}
