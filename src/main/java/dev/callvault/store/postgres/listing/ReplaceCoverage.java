package dev.callvault.store.postgres.listing;

import static dev.callvault.store.postgres.jooq.Tables.COVERAGE;

import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Replaces the ledger's spans that new ones overlap; unchanged spans are not written. */
final class ReplaceCoverage {
    private static final String INSERT = """
            INSERT INTO archive.coverage (account_id, stream, span, total, proven, listed_at)
            SELECT {0}, {1}, int8range(start, stop), total, proven, to_timestamp({2})
            FROM unnest({3}::bigint[], {4}::bigint[], {5}::bigint[], {6}::boolean[]) AS row (start, stop, total, proven)
            """;

    private ReplaceCoverage() {}

    static void execute(
            DSLContext dsl, AccountId account, LogStream stream, List<CoverageSpan> spans, Instant listedAt) {
        if (spans.isEmpty()) {
            return;
        }
        LockCoverage.execute(dsl, account.value(), stream.label());
        TimeWindow whole = new TimeWindow(
                spans.stream().mapToLong(it -> it.window().from()).min().orElseThrow(),
                spans.stream().mapToLong(it -> it.window().to()).max().orElseThrow());
        List<CoverageSpan> before = SelectCoverage.fetchOverlapping(dsl, account, stream, whole);
        List<CoverageSpan> after = new ArrayList<>(spans);
        before.forEach(it -> keepEarlierPart(it, whole, spans, after));
        before.forEach(it -> keepLaterPart(it, whole, spans, listedAt, after));
        delete(dsl, account, stream, without(before, after));
        insert(dsl, account, stream, without(after, before), listedAt);
    }

    private static void keepEarlierPart(
            CoverageSpan old, TimeWindow whole, List<CoverageSpan> spans, List<CoverageSpan> after) {
        if (old.window().from() < whole.from()) {
            after.add(rest(old, new TimeWindow(old.window().from(), whole.from()), spans));
        }
    }

    private static void keepLaterPart(
            CoverageSpan old, TimeWindow whole, List<CoverageSpan> spans, Instant listedAt, List<CoverageSpan> after) {
        boolean isWithin = old.window().from() >= whole.from() && old.window().to() > whole.to();
        if (isWithin && old.isSettledBy(listedAt)) {
            after.add(rest(old, new TimeWindow(whole.to(), old.window().to()), spans));
        }
    }

    private static CoverageSpan rest(CoverageSpan old, TimeWindow part, List<CoverageSpan> spans) {
        long nowCounted = spans.stream()
                .filter(it -> it.window().overlaps(old.window()))
                .mapToLong(CoverageSpan::total)
                .sum();
        return new CoverageSpan(part, Math.max(0, old.total() - nowCounted), old.proven());
    }

    private static List<CoverageSpan> without(List<CoverageSpan> spans, List<CoverageSpan> others) {
        TreeSet<CoverageSpan> known = new TreeSet<>(Comparator.comparing(CoverageSpan::window)
                .thenComparingLong(CoverageSpan::total)
                .thenComparing(CoverageSpan::proven));
        known.addAll(others);
        return spans.stream().filter(it -> !known.contains(it)).toList();
    }

    private static void delete(DSLContext dsl, AccountId account, LogStream stream, List<CoverageSpan> spans) {
        if (!spans.isEmpty()) {
            dsl.deleteFrom(COVERAGE)
                    .where(COVERAGE.ACCOUNT_ID.eq(account.value()))
                    .and(COVERAGE.STREAM.eq(stream.label()))
                    .and(DSL.condition(
                            "lower(span) = ANY ({0}::bigint[])",
                            Unnest.numbers(spans, it -> it.window().from())))
                    .execute();
        }
    }

    private static void insert(
            DSLContext dsl, AccountId account, LogStream stream, List<CoverageSpan> spans, Instant listedAt) {
        if (!spans.isEmpty()) {
            dsl.execute(
                    INSERT,
                    Unnest.number(account.value()),
                    DSL.val(stream.label()),
                    Unnest.number(listedAt.getEpochSecond()),
                    Unnest.numbers(spans, it -> it.window().from()),
                    Unnest.numbers(spans, it -> it.window().to()),
                    Unnest.numbers(spans, CoverageSpan::total),
                    Unnest.flags(spans, CoverageSpan::proven));
        }
    }
}
