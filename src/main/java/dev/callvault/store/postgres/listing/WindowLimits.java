package dev.callvault.store.postgres.listing;

import static dev.callvault.store.postgres.jooq.Tables.WINDOWS;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.store.listing.WindowLimit;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads and writes how much a provider returns at once. */
final class WindowLimits {
    private WindowLimits() {}

    static Optional<WindowLimit> fetch(
            DSLContext dsl, AccountId account, LogStream stream, WindowLimit.Question question) {
        return dsl.selectFrom(WINDOWS)
                .where(isOf(account, stream, question))
                .fetchOptional(row -> new WindowLimit(
                        noneAsMost(row.get(WINDOWS.SECONDS)), row.get(WINDOWS.ROW_LIMIT), row.get(WINDOWS.REFUSED_AT)));
    }

    static void execute(
            DSLContext dsl,
            AccountId account,
            LogStream stream,
            WindowLimit.Question question,
            Optional<WindowLimit> limit) {
        limit.ifPresentOrElse(
                it -> upsert(dsl, account, stream, question, it),
                () -> dsl.deleteFrom(WINDOWS)
                        .where(isOf(account, stream, question))
                        .execute());
    }

    /** A verification beside a run may store a limit at the same moment. */
    private static void upsert(
            DSLContext dsl, AccountId account, LogStream stream, WindowLimit.Question question, WindowLimit limit) {
        dsl.insertInto(WINDOWS)
                .set(WINDOWS.ACCOUNT_ID, account.value())
                .set(WINDOWS.STREAM, stream.label())
                .set(WINDOWS.QUESTION, label(question))
                .set(WINDOWS.SECONDS, mostAsNone(limit.seconds()))
                .set(WINDOWS.ROW_LIMIT, limit.rows())
                .set(WINDOWS.REFUSED_AT, limit.refusedAt())
                .onConflict(WINDOWS.ACCOUNT_ID, WINDOWS.STREAM, WINDOWS.QUESTION)
                .doUpdate()
                .set(WINDOWS.SECONDS, DSL.excluded(WINDOWS.SECONDS))
                .set(WINDOWS.ROW_LIMIT, DSL.excluded(WINDOWS.ROW_LIMIT))
                .set(WINDOWS.REFUSED_AT, DSL.excluded(WINDOWS.REFUSED_AT))
                .execute();
    }

    private static Condition isOf(AccountId account, LogStream stream, WindowLimit.Question question) {
        return WINDOWS.ACCOUNT_ID
                .eq(account.value())
                .and(WINDOWS.STREAM.eq(stream.label()))
                .and(WINDOWS.QUESTION.eq(label(question)));
    }

    private static long noneAsMost(@Nullable Long seconds) {
        return seconds == null ? WindowLimit.NO_LIMIT : seconds;
    }

    private static @Nullable Long mostAsNone(long seconds) {
        return seconds == WindowLimit.NO_LIMIT ? null : seconds;
    }

    private static String label(WindowLimit.Question question) {
        return question.name().toLowerCase(Locale.ROOT);
    }
}
