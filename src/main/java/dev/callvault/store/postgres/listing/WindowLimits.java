package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads and writes how much a provider returns at once. */
final class WindowLimits {
    private static final String READ = """
            SELECT seconds, row_limit, extract(epoch FROM refused_at)::bigint FROM archive.windows
            WHERE account_id = {0} AND stream = {1} AND question = {2}
            """;
    private static final String WRITE = """
            INSERT INTO archive.windows (account_id, stream, question, seconds, row_limit, refused_at)
            VALUES ({0}, {1}, {2}, {3}, {4}, to_timestamp({5}))
            ON CONFLICT (account_id, stream, question) DO UPDATE
            SET seconds = excluded.seconds, row_limit = excluded.row_limit, refused_at = excluded.refused_at
            """;
    private static final String FORGET =
            "DELETE FROM archive.windows WHERE account_id = {0} AND stream = {1} AND question = {2}";

    private WindowLimits() {}

    static Optional<WindowLimit> read(
            DSLContext dsl, AccountId account, LogStream stream, WindowLimit.Question question) {
        return dsl
                .fetch(READ, Unnest.number(account.value()), DSL.val(stream.label()), label(question))
                .map(row -> new WindowLimit(
                        noneAsMost(row.get(0, Long.class)),
                        row.get(1, Integer.class),
                        Instant.ofEpochSecond(row.get(2, Long.class))))
                .stream()
                .findFirst();
    }

    static void write(
            DSLContext dsl,
            AccountId account,
            LogStream stream,
            WindowLimit.Question question,
            Optional<WindowLimit> limit) {
        if (limit.isEmpty()) {
            dsl.execute(FORGET, Unnest.number(account.value()), DSL.val(stream.label()), label(question));
            return;
        }
        dsl.execute(
                WRITE,
                Unnest.number(account.value()),
                DSL.val(stream.label()),
                label(question),
                DSL.val(mostAsNone(limit.get().seconds()), Long.class),
                DSL.val(limit.get().rows()),
                Unnest.number(limit.get().refusedAt().getEpochSecond()));
    }

    private static long noneAsMost(@Nullable Long seconds) {
        return seconds == null ? WindowLimit.NO_LIMIT : seconds;
    }

    private static @Nullable Long mostAsNone(long seconds) {
        return seconds == WindowLimit.NO_LIMIT ? null : seconds;
    }

    private static Param<String> label(WindowLimit.Question question) {
        return DSL.val(question.name().toLowerCase(Locale.ROOT));
    }
}
