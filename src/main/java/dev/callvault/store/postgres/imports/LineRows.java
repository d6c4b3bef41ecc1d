package dev.callvault.store.postgres.imports;

import dev.callvault.call.AccountId;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionId;
import dev.callvault.call.SessionLine;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.Fate;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.postgres.listing.UpsertErrors;
import dev.callvault.store.postgres.listing.UpsertSessions;
import dev.callvault.store.postgres.numbers.AccountNumbers;
import dev.callvault.store.postgres.numbers.NumberColumns;
import dev.callvault.store.postgres.numbers.Parties;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jspecify.annotations.Nullable;

/** Session or error lines that are brought along. */
final class LineRows<T> implements NewRows<T> {
    private static final String SQL = """
            SELECT CASE WHEN (SELECT count(*) FROM archive.$table AS kept WHERE kept.account_id = {0}
                              AND kept.line_hash = listed.line_hash AND kept.occurrence = listed.occurrence) > 0
                        THEN 'THERE'
                        WHEN EXISTS (SELECT FROM archive.forgotten_sessions AS gone WHERE gone.account_id = {0}
                                     AND gone.session_hash = sha256(convert_to(listed.session_id, 'UTF8')))
                          OR EXISTS (SELECT FROM archive.forgotten_lines AS gone WHERE gone.account_id = {0} AND gone.stream = '$table'
                                     AND gone.line_hash = listed.line_hash AND gone.occurrence = listed.occurrence)
                        THEN 'ERASED'
                        WHEN listed.at < greatest(to_timestamp({1}), (SELECT since FROM archive.kept_since WHERE record = '$table'))
                         AND NOT archive.is_held(listed.session_id, listed.caller_number, listed.called_number, 0)
                        THEN 'TOO_OLD'
                        ELSE 'NEW' END
            FROM (SELECT number, decode(hash, 'hex') AS line_hash, occurrence, session_id, to_timestamp(at) AS at, $numbers
                  FROM unnest({2}::text[], {3}::int[], {4}::text[], {5}::bigint[], $arrays)
                       WITH ORDINALITY AS row (hash, occurrence, session_id, at, $numbers, number)) AS listed
            ORDER BY number
            """;

    private final DSLContext dsl;
    private final AccountId account;
    private final AccountNumbers numbers;
    private final Kind<T> kind;
    private final Storing<T> storing;

    private LineRows(DSLContext dsl, AccountId account, AccountNumbers numbers, Kind<T> kind, Storing<T> storing) {
        this.dsl = dsl;
        this.account = account;
        this.numbers = numbers;
        this.kind = kind;
        this.storing = storing;
    }

    static LineRows<SessionLine> sessions(
            DSLContext dsl, AccountId account, AccountNumbers numbers, ImportTerms terms) {
        Kind<SessionLine> kind = new Kind<>(
                LogStream.SESSIONS,
                RecordKind.SESSIONS,
                terms.kept().sessions(),
                SessionLine::key,
                SessionLine::sessionId,
                SessionLine::startedAt,
                Parties::of);
        return new LineRows<>(
                dsl,
                account,
                numbers,
                kind,
                (lines, importId) -> UpsertSessions.execute(dsl, account, numbers, lines, terms.now(), importId)
                        .inserted());
    }

    static LineRows<ErrorLine> errors(DSLContext dsl, AccountId account, AccountNumbers numbers, ImportTerms terms) {
        Kind<ErrorLine> kind = new Kind<>(
                LogStream.ERRORS,
                RecordKind.ERRORS,
                terms.kept().errors(),
                ErrorLine::key,
                ErrorLine::sessionId,
                ErrorLine::occurredAt,
                Parties::of);
        return new LineRows<>(
                dsl,
                account,
                numbers,
                kind,
                (lines, importId) -> UpsertErrors.execute(dsl, account, numbers, lines, terms.now(), importId)
                        .inserted());
    }

    /** What the two kinds of line differ in. */
    private record Kind<T>(
            LogStream stream,
            RecordKind record,
            Optional<Instant> keptSince,
            Function<T, LineKey> key,
            Function<T, @Nullable SessionId> session,
            Function<T, @Nullable Instant> at,
            Function<T, Parties> parties) {}

    /** Stores lines as a part of an import, and returns how many. */
    private interface Storing<T> {
        int store(List<T> lines, long importId);
    }

    @Override
    public RecordKind kind() {
        return kind.record();
    }

    @Override
    public Object key(T line) {
        return kind.key().apply(line);
    }

    @Override
    public List<Fate> judge(List<T> lines) {
        Stream<Param<?>> first = Stream.of(
                Unnest.number(account.value()),
                Unnest.number(kind.keptSince().map(Instant::getEpochSecond).orElse(0L)),
                Unnest.texts(lines, it -> kind.key().apply(it).hash()),
                Unnest.integers(lines, it -> kind.key().apply(it).occurrence()),
                Unnest.texts(lines, it -> text(kind.session().apply(it))),
                Unnest.seconds(lines, kind.at()));
        return dsl.fetch(
                        NumberColumns.in(StreamTable.in(SQL, kind.stream()), 6),
                        Stream.concat(first, NumberColumns.of(lines, kind.parties(), numbers))
                                .toArray())
                .map(row -> Fate.valueOf(row.get(0, String.class)));
    }

    @Override
    public int store(List<T> lines, long importId) {
        return storing.store(lines, importId);
    }

    private static @Nullable String text(@Nullable SessionId session) {
        return session == null ? null : session.value();
    }
}
