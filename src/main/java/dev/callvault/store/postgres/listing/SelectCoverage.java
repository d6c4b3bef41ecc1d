package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads the ledger. */
public final class SelectCoverage {
    private static final String OVERLAPPING = """
            SELECT lower(span), upper(span), total, proven FROM archive.coverage
            WHERE account_id = {0} AND stream = {1} AND span && int8range({2}, {3})
            ORDER BY lower(span)
            """;

    private static final String BEGINNING =
            "SELECT min(lower(span)) FROM archive.coverage WHERE account_id = {0} AND stream = {1}";

    private SelectCoverage() {}

    public static List<CoverageSpan> fetchOverlapping(
            DSLContext dsl, AccountId account, LogStream stream, TimeWindow window) {
        return dsl.fetch(
                        OVERLAPPING,
                        Unnest.number(account.value()),
                        DSL.val(stream.label()),
                        Unnest.number(window.from()),
                        Unnest.number(window.to()))
                .map(row -> new CoverageSpan(
                        new TimeWindow(row.get(0, Long.class), row.get(1, Long.class)),
                        row.get(2, Long.class),
                        row.get(3, Boolean.class)));
    }

    static Optional<Instant> fetchBeginning(DSLContext dsl, AccountId account, LogStream stream) {
        @Nullable
        Long from = dsl.fetchSingle(BEGINNING, Unnest.number(account.value()), DSL.val(stream.label()))
                .get(0, Long.class);
        return Optional.ofNullable(from).map(Instant::ofEpochSecond);
    }
}
