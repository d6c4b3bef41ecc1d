package dev.callvault.store.postgres.search;

import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.search.Weeks.Week;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Cuts the searched time into indexed weeks and single days, newest first, so that a search can end early. */
final class SearchStretches {
    private static final String EXTENT = """
            SELECT extract(epoch FROM min(first.started_at))::bigint, extract(epoch FROM max(last.started_at))::bigint
            FROM archive.accounts AS account
            CROSS JOIN LATERAL (SELECT started_at FROM archive.calls WHERE account_id = account.account_id
                                ORDER BY started_at LIMIT 1) AS first
            CROSS JOIN LATERAL (SELECT started_at FROM archive.calls WHERE account_id = account.account_id
                                ORDER BY started_at DESC LIMIT 1) AS last
            """;

    private SearchStretches() {}

    /** The stretches from one instant to before another; of all time if not given. */
    static List<TimeWindow> fetch(DSLContext dsl, Optional<Instant> from, Optional<Instant> to) {
        return extent(dsl)
                .flatMap(it -> within(it, from, to))
                .map(it -> stretches(it, BodyIndexes.select(dsl)))
                .orElse(List.of());
    }

    private static Optional<TimeWindow> extent(DSLContext dsl) {
        Record row = dsl.fetchSingle(EXTENT);
        return Optional.ofNullable(row.get(0, Long.class))
                .map(first -> new TimeWindow(first, Objects.requireNonNull(row.get(1, Long.class)) + 1));
    }

    private static Optional<TimeWindow> within(TimeWindow extent, Optional<Instant> from, Optional<Instant> to) {
        long first = from.map(it -> Math.max(ceiling(it), extent.from())).orElse(extent.from());
        long end = to.map(it -> Math.min(ceiling(it), extent.to())).orElse(extent.to());
        return first < end ? Optional.of(new TimeWindow(first, end)) : Optional.empty();
    }

    private static long ceiling(Instant instant) {
        return instant.plusNanos(999_999_999).getEpochSecond();
    }

    private static List<TimeWindow> stretches(TimeWindow searched, BodyIndexes indexes) {
        YearMonth last = YearMonth.from(searched.end().atOffset(ZoneOffset.UTC));
        YearMonth first = YearMonth.from(searched.start().atOffset(ZoneOffset.UTC));
        List<TimeWindow> stretches = new ArrayList<>();
        Stream.iterate(last, it -> !it.isBefore(first), it -> it.minusMonths(1))
                .flatMap(it -> Weeks.of(it).reversed().stream())
                .flatMap(it -> pieces(it, indexes.isIndexed(it)))
                .forEach(it -> clip(it, searched).ifPresent(stretches::add));
        return stretches;
    }

    private static Stream<TimeWindow> pieces(Week week, boolean isIndexed) {
        if (isIndexed) {
            return Stream.of(TimeWindow.between(week.startsAt(), week.endsAt()));
        }
        long days = ChronoUnit.DAYS.between(week.start(), week.end());
        return Stream.iterate(days - 1, it -> it >= 0, it -> it - 1)
                .map(it -> week.startsAt().plus(Duration.ofDays(it)))
                .map(it -> TimeWindow.between(it, it.plus(Duration.ofDays(1))));
    }

    private static Optional<TimeWindow> clip(TimeWindow stretch, TimeWindow searched) {
        return stretch.overlaps(searched)
                ? Optional.of(new TimeWindow(
                        Math.max(stretch.from(), searched.from()), Math.min(stretch.to(), searched.to())))
                : Optional.empty();
    }
}
