package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.proof.BodyProofStore.Hashed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Recomputes hash and length of stored logs on the server, so that no log is transferred. Logs are chosen first, by the key or
 * at random, and then hashed a batch at a time, so that no statement takes long and no list is long.
 */
final class HashBodies {
    private static final int KEYS = 1000;

    /** The server hashes that much in well under a minute. */
    private static final long BATCH_BYTES = 64L << 20;

    private static final String CHOOSE = """
            SELECT log_id, started_at::text AS started, coalesce(octet_length(body), octet_length(body_bytes)) AS bytes
            FROM archive.call_logs WHERE account_id = {0} AND quarantine IS NULL
            """;
    private static final String AT_RANDOM = CHOOSE + " ORDER BY random() LIMIT {1}";
    private static final String NEXT = CHOOSE
            + " AND (log_id, started_at) > ({1}, {2}::timestamptz) ORDER BY account_id, log_id, started_at LIMIT {3}";

    private static final String HASH = """
            SELECT log_id, sha256(content) = sha256 AND octet_length(content) = size_bytes AS fits
            FROM (SELECT log_id, sha256, size_bytes, coalesce(body_bytes, convert_to(body, 'UTF8')) AS content
                  FROM unnest({1}::bigint[], {2}::text[]) AS chosen (log_id, started)
                  JOIN archive.call_logs USING (log_id)
                  WHERE account_id = {0} AND started_at = started::timestamptz AND quarantine IS NULL OFFSET 0) AS body
            """;

    private HashBodies() {}

    /**
     * A stored log.
     *
     * @param started when its call started, as the server prints it
     */
    record Key(LogId logId, String started, long bytes) {
        private static Key of(Record row) {
            return new Key(
                    new LogId(row.get("log_id", Long.class)),
                    row.get("started", String.class),
                    row.get("bytes", Long.class));
        }
    }

    static List<Key> atRandom(DSLContext dsl, AccountId account, long most) {
        return dsl.fetch(AT_RANDOM, Unnest.number(account.value()), Unnest.number(most))
                .map(Key::of);
    }

    /** The keys that follow one, or the first; empty after the last. */
    static List<Key> next(DSLContext dsl, AccountId account, Optional<Key> after) {
        return dsl.fetch(
                        NEXT,
                        Unnest.number(account.value()),
                        Unnest.number(after.map(it -> it.logId().value()).orElse(-1L)),
                        DSL.val(after.map(Key::started).orElse("-infinity")),
                        DSL.inline(KEYS))
                .map(Key::of);
    }

    /** The keys in batches of about as many bytes, each with one log at least. */
    static List<List<Key>> batches(List<Key> keys) {
        List<List<Key>> batches = new ArrayList<>();
        List<Key> batch = new ArrayList<>();
        long bytes = 0;
        for (Key key : keys) {
            if (!batch.isEmpty() && bytes + key.bytes() > BATCH_BYTES) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(key);
            bytes += key.bytes();
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    /**
     * Hashes a batch.
     *
     * @return how many were hashed, since one may have been deleted meanwhile, and which do not match
     */
    static Hashed hash(DSLContext dsl, AccountId account, List<Key> batch) {
        List<LogId> damaged = new ArrayList<>();
        long checked = 0;
        for (Record row : dsl.fetch(
                HASH,
                Unnest.number(account.value()),
                Unnest.numbers(batch, it -> it.logId().value()),
                Unnest.texts(batch, Key::started))) {
            checked++;
            if (!row.get("fits", Boolean.class)) {
                damaged.add(new LogId(row.get("log_id", Long.class)));
            }
        }
        return new Hashed(checked, damaged);
    }
}
