package dev.callvault.store.postgres.forget;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallBody;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionLine;
import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import dev.callvault.number.NumberReader;
import dev.callvault.store.forget.StoredTexts;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.postgres.listing.SelectDoubts;
import dev.callvault.store.postgres.listing.UpsertErrors;
import dev.callvault.store.postgres.listing.UpsertSessions;
import dev.callvault.store.postgres.numbers.AccountNumbers;
import dev.callvault.store.postgres.sql.LogPieces;
import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.postgres.sql.StreamTable;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.status.Loss;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

public final class PostgresStoredTexts implements StoredTexts {
    /** Of a log, without its text if that is large. */
    private static final String COLUMNS = """
            log.log_id, extract(epoch FROM log.started_at)::bigint, CASE WHEN octet_length(log.body) <= {3} THEN log.body END,
            CASE WHEN octet_length(log.body_bytes) <= {3} THEN log.body_bytes END, log.location,
            log.quarantine IS NOT NULL, log.redactions::text, log.started_at,
            coalesce(octet_length(log.body), octet_length(log.body_bytes)), encode(log.sha256, 'hex')
            """;

    /** Sizes are summed before any log is read, so that no more logs are read than requested. */
    private static final String BODIES = """
            WITH next AS (
                SELECT account_id, log_id, started_at, size_bytes FROM archive.call_logs
                WHERE account_id = {0} AND log_id > {1} ORDER BY account_id, log_id FETCH FIRST 1000 ROWS WITH TIES
            ), sizes AS (
                SELECT *, sum(size_bytes) OVER (ORDER BY log_id, started_at) - size_bytes AS before_it FROM next
            ), few AS (
                SELECT *, min(before_it) OVER (PARTITION BY log_id) AS before FROM sizes
            )
            SELECT $columns FROM few JOIN archive.call_logs AS log USING (account_id, log_id, started_at)
            WHERE few.before < {2} ORDER BY log.log_id
            """.replace("$columns", COLUMNS);

    private static final String BODY = """
            SELECT $columns FROM archive.call_logs AS log
            WHERE account_id = {0} AND log_id = {1} AND started_at = to_timestamp({2})
            """.replace("$columns", COLUMNS);

    private static final String LINES = """
            SELECT encode(line_hash, 'hex'), occurrence, extract(epoch FROM $time)::bigint, raw_line, altered, redactions::text
            FROM archive.$table WHERE account_id = {0} AND $time > to_timestamp({1})
            ORDER BY $time FETCH FIRST {2} ROWS WITH TIES
            """;
    private static final String TIMELESS = """
            SELECT encode(line_hash, 'hex'), occurrence, NULL::bigint, raw_line, altered, redactions::text
            FROM archive.$table WHERE account_id = {0} AND $time IS NULL ORDER BY line_hash, occurrence
            """;
    private static final String DELETE = """
            WITH gone AS (
                DELETE FROM archive.$table AS line USING unnest({1}::text[], {2}::int[]) AS old (hash, occurrence)
                WHERE line.account_id = {0} AND line.line_hash = decode(old.hash, 'hex') AND line.occurrence = old.occurrence
                RETURNING line.line_hash, line.occurrence, line.first_seen_at, line.import_id
            )
            SELECT encode(line_hash, 'hex'), occurrence, extract(epoch FROM min(first_seen_at) OVER ())::bigint, import_id FROM gone
            """;

    /** A line that was imported remains one. */
    private static final String MARK = """
            UPDATE archive.$table AS line SET import_id = row.import_id
            FROM unnest({1}::text[], {2}::int[], {3}::bigint[]) AS row (hash, occurrence, import_id)
            WHERE line.account_id = {0} AND line.line_hash = decode(row.hash, 'hex') AND line.occurrence = row.occurrence
            """;

    /** Another row with the same text after redaction. */
    private static final String DROP_TWIN = """
            DELETE FROM archive.unread_rows
            WHERE account_id = {0} AND stream = {1} AND row_hash = sha256(convert_to({3}, 'UTF8'))
              AND row_hash <> decode({2}, 'hex')
            """;

    /** Redacted text must not survive, not even as a hash: the row gets the hash of its new text. */
    private static final String REPLACE_UNREAD = """
            UPDATE archive.unread_rows SET row_hash = sha256(convert_to({3}, 'UTF8')), text = {3}, reason = {4}
            WHERE account_id = {0} AND stream = {1} AND row_hash = decode({2}, 'hex')
            """;

    private static final String REASONS = """
            UPDATE archive.unproven AS doubt SET why = replace(why, {2}, {3})
            WHERE account_id = {0} AND stream = {1} AND position({2} IN why) > 0
            """;

    private final Transactions transactions;
    private final LogReader reader;
    private final NumberReader numbers;

    public PostgresStoredTexts(Transactions transactions, LogReader reader, NumberReader numbers) {
        this.transactions = transactions;
        this.reader = reader;
        this.numbers = numbers;
    }

    @Override
    public List<StoredBody> bodies(AccountId account, Optional<LogId> after, long bytes) {
        return transactions.inOne(
                "read call logs",
                dsl -> dsl.fetch(
                                BODIES,
                                Unnest.number(account.value()),
                                Unnest.number(after.map(LogId::value).orElse(-1L)),
                                Unnest.number(bytes),
                                DSL.inline(LogReader.SMALL))
                        .map(it -> body(account, it)));
    }

    /** One log; empty when it is gone. */
    Optional<StoredBody> body(AccountId account, long logId, long startedAt) {
        return transactions.inOne(
                "read a call log",
                dsl -> dsl
                        .fetch(
                                BODY,
                                Unnest.number(account.value()),
                                Unnest.number(logId),
                                Unnest.number(startedAt),
                                DSL.inline(LogReader.SMALL))
                        .map(it -> body(account, it))
                        .stream()
                        .findFirst());
    }

    private Content content(AccountId account, Record row) {
        @Nullable String text = row.get(2, String.class);
        byte @Nullable [] bytes = row.get(3, byte[].class);
        if (text == null && bytes == null) {
            LogPieces.Key key = new LogPieces.Key(
                    account.value(),
                    row.get(0, Long.class),
                    row.get(7, OffsetDateTime.class).toInstant(),
                    row.get(9, String.class));
            return reader.content(key, row.get(8, Long.class));
        }
        return Content.of(text == null ? Objects.requireNonNull(bytes) : text.getBytes(StandardCharsets.UTF_8));
    }

    private StoredBody body(AccountId account, Record row) {
        return new StoredBody(
                new LogId(row.get(0, Long.class)),
                Instant.ofEpochSecond(row.get(1, Long.class)),
                new CallBody(content(account, row), row.get(4, String.class), Counts.read(row.get(6, String.class))),
                row.get(5, Boolean.class));
    }

    @Override
    public void replace(AccountId account, List<StoredBody> bodies) {
        List<StoredBody> gathered =
                bodies.stream().map(PostgresStoredTexts::gathered).toList();
        transactions.run("replace call logs", dsl -> ReplaceBodies.execute(dsl, account, gathered));
    }

    /** A log cannot be read in pieces while it is replaced, so a large one is packed first. */
    private static StoredBody gathered(StoredBody stored) {
        CallBody body = stored.body();
        if (body.content().isPlain()) {
            return stored;
        }
        try (ContentBuilder packed = new ContentBuilder(body.content().length());
                InputStream bytes = body.content().open()) {
            bytes.transferTo(packed);
            CallBody same = new CallBody(packed.content(), body.location(), body.redactions());
            return new StoredBody(stored.logId(), stored.startedAt(), same, stored.isQuarantined());
        } catch (IOException impossible) {
            throw new UncheckedIOException("a stored log cannot be read", impossible);
        }
    }

    @Override
    public List<StoredLine> lines(AccountId account, LogStream stream, Optional<Instant> after, int most) {
        return lines(dsl -> dsl.fetch(
                        StreamTable.in(LINES, stream),
                        Unnest.number(account.value()),
                        Unnest.number(after.map(Instant::getEpochSecond).orElse(-1L)),
                        DSL.inline(most))
                .map(PostgresStoredTexts::line));
    }

    @Override
    public List<StoredLine> timelessLines(AccountId account, LogStream stream) {
        return lines(dsl -> dsl.fetch(StreamTable.in(TIMELESS, stream), Unnest.number(account.value()))
                .map(PostgresStoredTexts::line));
    }

    private List<StoredLine> lines(Function<DSLContext, List<StoredLine>> query) {
        return transactions.inOne("read lines", query);
    }

    private static StoredLine line(Record row) {
        @Nullable Long at = row.get(2, Long.class);
        return new StoredLine(
                new LineKey(row.get(0, String.class), row.get(1, Integer.class)),
                Optional.ofNullable(at).map(Instant::ofEpochSecond),
                new RawLine(
                        row.get(3, String.class), row.get(4, Boolean.class), Counts.read(row.get(5, String.class))));
    }

    @Override
    public void replace(AccountId account, List<LineKey> old, Rows lines) {
        transactions.run("replace lines", dsl -> {
            Result<Record> gone = dsl.fetch(
                    StreamTable.in(DELETE, lines.stream()),
                    Unnest.number(account.value()),
                    Unnest.texts(old, LineKey::hash),
                    Unnest.integers(old, LineKey::occurrence));
            if (!gone.isEmpty()) {
                insert(
                        dsl,
                        account,
                        lines,
                        Instant.ofEpochSecond(gone.getFirst().get(2, Long.class)));
                markImported(dsl, account, old, lines, gone);
            }
        });
    }

    private static void markImported(
            DSLContext dsl, AccountId account, List<LineKey> old, Rows lines, Result<Record> gone) {
        Map<LineKey, Long> imports = new HashMap<>();
        gone.stream()
                .filter(it -> it.get(3) != null)
                .forEach(it -> imports.put(
                        new LineKey(it.get(0, String.class), it.get(1, Integer.class)), it.get(3, Long.class)));
        List<LineKey> now = keys(lines);
        List<Integer> marked = IntStream.range(0, Math.min(old.size(), now.size()))
                .filter(it -> imports.containsKey(old.get(it)))
                .boxed()
                .toList();
        if (!marked.isEmpty()) {
            dsl.execute(
                    StreamTable.in(MARK, lines.stream()),
                    Unnest.number(account.value()),
                    Unnest.texts(marked, it -> now.get(it).hash()),
                    Unnest.integers(marked, it -> now.get(it).occurrence()),
                    Unnest.numbers(marked, it -> imports.get(old.get(it))));
        }
    }

    private static List<LineKey> keys(Rows rows) {
        return switch (rows) {
            case Rows.Sessions sessions ->
                sessions.list().stream().map(SessionLine::key).toList();
            case Rows.Errors errors ->
                errors.list().stream().map(ErrorLine::key).toList();
            case Rows.Calls calls -> throw new IllegalArgumentException("calls are not lines");
        };
    }

    @Override
    public List<KeptUnread> unread(AccountId account) {
        return transactions.inOne(
                "read unreadable rows",
                dsl -> SelectDoubts.fetchRows(dsl, account).stream()
                        .map(Loss::what)
                        .toList());
    }

    @Override
    public void replace(AccountId account, KeptUnread old, String text, String reason) {
        transactions.run("replace an unreadable row", dsl -> {
            dsl.execute(
                    DROP_TWIN,
                    Unnest.number(account.value()),
                    DSL.val(old.stream()),
                    DSL.val(old.hash()),
                    DSL.val(text));
            dsl.execute(
                    REPLACE_UNREAD,
                    Unnest.number(account.value()),
                    DSL.val(old.stream()),
                    DSL.val(old.hash()),
                    DSL.val(text),
                    DSL.val(reason));
            dsl.execute(
                    REASONS,
                    Unnest.number(account.value()),
                    DSL.val(old.stream()),
                    DSL.val(old.reason()),
                    DSL.val(reason));
        });
    }

    private void insert(DSLContext dsl, AccountId account, Rows rows, Instant firstSeen) {
        AccountNumbers read = AccountNumbers.of(dsl, account, numbers);
        switch (rows) {
            case Rows.Sessions sessions -> UpsertSessions.execute(dsl, account, read, sessions.list(), firstSeen);
            case Rows.Errors errors -> UpsertErrors.execute(dsl, account, read, errors.list(), firstSeen);
            case Rows.Calls calls -> throw new IllegalArgumentException("calls are not lines");
        }
    }
}
