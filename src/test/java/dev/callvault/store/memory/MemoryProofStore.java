package dev.callvault.store.memory;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.proof.ProofStore;
import dev.callvault.store.proof.SpanRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MemoryProofStore implements ProofStore {
    private final MemoryArchive archive;

    MemoryProofStore(MemoryArchive archive) {
        this.archive = archive;
    }

    /** A stored row, or the tombstone of one. */
    private record Row(Object key, Optional<Instant> at) {
        static Row of(Object key, @Nullable Instant at) {
            return new Row(key, Optional.ofNullable(at));
        }

        boolean isWithin(TimeWindow window) {
            return at.filter(window::contains).isPresent();
        }
    }

    private List<Row> rows(AccountId account, LogStream stream) {
        MemoryAccount kept = archive.of(account);
        List<Row> rows = new ArrayList<>();
        switch (stream) {
            case CALLS -> {
                kept.calls.forEach(
                        (id, call) -> rows.add(Row.of(id, call.summary().startedAt())));
                kept.conflicts.forEach(
                        (key, call) -> rows.add(Row.of(key, call.summary().startedAt())));
            }
            case SESSIONS -> kept.sessions.forEach((key, line) -> rows.add(Row.of(key, line.startedAt())));
            case ERRORS -> kept.errors.forEach((key, line) -> rows.add(Row.of(key, line.occurredAt())));
        }
        kept.tombstones
                .getOrDefault(stream, Map.of())
                .forEach((key, at) -> rows.add(Row.of(key, at.equals(Instant.MIN) ? null : at)));
        return rows;
    }

    @Override
    public List<SpanRows> spans(AccountId account, LogStream stream) {
        synchronized (archive) {
            List<Row> rows = rows(account, stream);
            return archive.of(account).ledger(stream).spans().stream()
                    .map(span -> new SpanRows(
                            span,
                            rows.stream()
                                    .filter(it -> it.isWithin(span.window()))
                                    .count()))
                    .toList();
        }
    }

    @Override
    public Set<Object> forgotten(AccountId account, Rows listed) {
        synchronized (archive) {
            Set<Object> gone = new HashSet<>(archive.of(account)
                    .tombstones
                    .getOrDefault(listed.stream(), Map.of())
                    .keySet());
            gone.retainAll(keys(listed).toList());
            return gone;
        }
    }

    private static Stream<Object> keys(Rows listed) {
        return switch (listed) {
            case Rows.Calls calls -> calls.list().stream().map(CallSummary::logId);
            case Rows.Sessions lines -> lines.list().stream().map(SessionLine::key);
            case Rows.Errors lines -> lines.list().stream().map(ErrorLine::key);
        };
    }

    @Override
    public long untimed(AccountId account, LogStream stream) {
        synchronized (archive) {
            return rows(account, stream).stream()
                    .filter(it -> it.at().isEmpty())
                    .count();
        }
    }

    @Override
    public List<CallSummary> calls(AccountId account, TimeWindow window, Collection<LogId> also) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            return Stream.concat(
                            kept.calls.values().stream().map(MemoryAccount.Call::summary),
                            kept.conflicts.values().stream().map(MemoryAccount.Conflict::summary))
                    .filter(it -> window.contains(it.startedAt()) || also.contains(it.logId()))
                    .toList();
        }
    }

    @Override
    public Map<LineKey, RawLine> lines(
            AccountId account, LogStream stream, TimeWindow window, Collection<LineKey> also) {
        synchronized (archive) {
            MemoryAccount kept = archive.of(account);
            Map<LineKey, RawLine> lines = new HashMap<>();
            rows(account, stream).stream()
                    .filter(it -> it.isWithin(window) || also.contains(it.key()))
                    .forEach(it -> raw(kept, it.key()).ifPresent(raw -> lines.put((LineKey) it.key(), raw)));
            return lines;
        }
    }

    private static Optional<RawLine> raw(MemoryAccount kept, Object key) {
        return Optional.ofNullable(kept.sessions.get(key))
                .map(SessionLine::raw)
                .or(() -> Optional.ofNullable(kept.errors.get(key)).map(ErrorLine::raw));
    }
}
