package dev.callvault.verify;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.refine.Lines;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.proof.ProofStore;
import dev.callvault.verify.Comparison.Difference;
import dev.callvault.verify.Comparison.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a listing's rows with the stored ones, by key. */
final class RowComparison {
    private final ProofStore store;
    private final AccountId account;

    RowComparison(ProofStore store, AccountId account) {
        this.store = store;
        this.account = account;
    }

    /**
     * Compares a window's refined rows with the stored ones.
     *
     * @param isWhole whether these are all rows the provider has, so that further stored rows are extra
     */
    Comparison of(TimeWindow window, Rows listed, boolean isWhole) {
        List<Row> rows = rows(listed);
        Map<Object, Object> stored = stored(window, listed);
        Set<Object> forgotten = store.forgotten(account, listed);
        List<Difference> differences = new ArrayList<>();
        for (Row row : rows) {
            @Nullable Object here = stored.remove(row.key());
            if (here == null && !forgotten.contains(row.key() instanceof CallKey call ? call.logId() : row.key())) {
                differences.add(row.difference(Kind.MISSING));
            } else if (here != null && !here.equals(row.content())) {
                differences.add(row.difference(Kind.DIFFERENT));
            }
        }
        return new Comparison(rows.size(), List.copyOf(differences), isWhole ? stored.size() : 0);
    }

    /** The compared part of a row. Columns derived from a line are left out: parsing rules may change. */
    private record Row(Object key, Object content, @Nullable Instant at) {
        Difference difference(Kind kind) {
            return new Difference(kind, name(), Optional.ofNullable(at));
        }

        private String name() {
            return key instanceof LineKey line ? line.hash() + " " + line.occurrence() : key.toString();
        }

        static Row of(CallSummary call) {
            return new Row(call.key(), call, call.startedAt());
        }

        static Row of(LineKey key, RawLine raw, @Nullable Instant at) {
            return new Row(key, Lines.identity(raw), at);
        }
    }

    private static List<Row> rows(Rows listed) {
        return switch (listed) {
            case Rows.Calls calls -> calls.list().stream().map(Row::of).toList();
            case Rows.Sessions sessions ->
                sessions.list().stream()
                        .map(it -> Row.of(it.key(), it.raw(), it.startedAt()))
                        .toList();
            case Rows.Errors errors ->
                errors.list().stream()
                        .map(it -> Row.of(it.key(), it.raw(), it.occurredAt()))
                        .toList();
        };
    }

    private Map<Object, Object> stored(TimeWindow window, Rows listed) {
        return switch (listed) {
            case Rows.Calls calls -> calls(window, calls.list());
            case Rows.Sessions sessions ->
                lines(
                        window,
                        LogStream.SESSIONS,
                        sessions.list().stream().map(SessionLine::key).toList());
            case Rows.Errors errors ->
                lines(
                        window,
                        LogStream.ERRORS,
                        errors.list().stream().map(ErrorLine::key).toList());
        };
    }

    private Map<Object, Object> calls(TimeWindow window, List<CallSummary> listed) {
        Map<Object, Object> stored = new HashMap<>();
        Map<LogId, List<CallSummary>> byId = listed.stream().collect(Collectors.groupingBy(CallSummary::logId));
        List<CallSummary> here = store.calls(
                account, window, listed.stream().map(CallSummary::logId).toList());
        here.forEach(it -> stored.put(it.key(), it));
        for (CallSummary call : here) {
            correction(call, byId.getOrDefault(call.logId(), List.of()))
                    .filter(it -> !stored.containsKey(it.key()))
                    .ifPresent(it -> {
                        stored.remove(call.key());
                        stored.put(it.key(), call);
                    });
        }
        return stored;
    }

    /** A call whose session was corrected is compared with what is listed for it now. */
    private static Optional<CallSummary> correction(CallSummary stored, List<CallSummary> listed) {
        return listed.stream().noneMatch(it -> it.key().equals(stored.key()))
                ? listed.stream().filter(it -> !it.isAnotherThan(stored)).findFirst()
                : Optional.empty();
    }

    private Map<Object, Object> lines(TimeWindow window, LogStream stream, List<LineKey> keys) {
        Map<Object, Object> stored = new HashMap<>();
        store.lines(account, stream, window, keys).forEach((key, raw) -> stored.put(key, Lines.identity(raw)));
        return stored;
    }
}
