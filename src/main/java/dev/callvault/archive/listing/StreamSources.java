package dev.callvault.archive.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionLine;
import dev.callvault.refine.Lines;
import dev.callvault.source.CallSource;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.SessionTimes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pairs each of a provider's three lists with its refinement. */
public final class StreamSources {
    private static final Comparator<CallSummary> OLDEST_FIRST = Comparator.comparing(CallSummary::startedAt)
            .thenComparingLong(it -> it.logId().value());

    private final CallSource source;
    private final Lines lines;
    private final SessionTimes sessionTimes;
    private final AccountId account;

    public StreamSources(CallSource source, Lines lines, SessionTimes sessionTimes, AccountId account) {
        this.source = source;
        this.lines = lines;
        this.sessionTimes = sessionTimes;
        this.account = account;
    }

    public StreamSource<?> of(LogStream stream) {
        return switch (stream) {
            case CALLS ->
                new StreamSource<>(
                        stream,
                        source::listCalls,
                        CallSummary::key,
                        false,
                        StreamSources::starts,
                        StreamSources::calls,
                        StreamSources::times);
            case SESSIONS ->
                new StreamSource<>(
                        stream,
                        source::listSessions,
                        Lines::identity,
                        true,
                        raw -> times(sessions(raw)),
                        this::sessions,
                        StreamSources::times);
            case ERRORS ->
                new StreamSource<>(
                        stream,
                        source::listErrors,
                        Lines::identity,
                        true,
                        raw -> times(errors(raw)),
                        this::errors,
                        StreamSources::times);
        };
    }

    /**
     * Reverses the provider's order, which is newest first: what expires first should be stored and fetched first. It
     * also makes indexes grow at the end instead of splitting pages in the middle.
     */
    private static Rows calls(List<CallSummary> listed) {
        return new Rows.Calls(listed.stream().sorted(OLDEST_FIRST).toList());
    }

    private Rows sessions(List<RawLine> raw) {
        return new Rows.Sessions(lines.sessions(raw));
    }

    private Rows errors(List<RawLine> raw) {
        return new Rows.Errors(lines.errors(raw, session -> sessionTimes.of(account, session)));
    }

    private static List<@Nullable Instant> starts(List<CallSummary> calls) {
        return calls.stream().<@Nullable Instant>map(CallSummary::startedAt).toList();
    }

    private static List<@Nullable Instant> times(Rows rows) {
        return switch (rows) {
            case Rows.Calls calls -> starts(calls.list());
            case Rows.Sessions sessions ->
                sessions.list().stream()
                        .<@Nullable Instant>map(SessionLine::startedAt)
                        .toList();
            case Rows.Errors errors ->
                errors.list().stream()
                        .<@Nullable Instant>map(ErrorLine::occurredAt)
                        .toList();
        };
    }
}
