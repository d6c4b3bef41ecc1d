package dev.callvault.archive;

import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pages by offset through a single second that holds more rows than one answer. Offset paging over a moving list loses rows,
 * so it is used nowhere else, and believed only when the total is reached by rows that are all distinct, or when two passes
 * agree row by row.
 */
final class SecondPager<T> {
    private static final int PASSES = 4;

    private final Feed<T> feed;
    private final TimeWindow second;
    private final int pageSize;
    /** Every distinct row seen so far, with the most copies of it that one single page held. */
    private final Map<Object, List<T>> seen = new LinkedHashMap<>();

    SecondPager(Feed<T> feed, TimeWindow second, int pageSize) {
        this.feed = feed;
        this.second = second;
        this.pageSize = pageSize;
    }

    /** What the passes brought. */
    record Result<T>(List<T> rows, long total, boolean proven) {}

    Result<T> list() {
        Optional<Pass<T>> before = Optional.empty();
        long total = 0;
        for (int i = 0; i < PASSES; i++) {
            Pass<T> pass = onePass();
            total = pass.total();
            if (pass.isSteady() && seen.size() == total) {
                return new Result<>(allSeen(), total, true);
            }
            if (pass.isSteady() && pass.isWhole() && feed.repeats() && before.equals(Optional.of(pass))) {
                return new Result<>(pass.rows(), total, true);
            }
            before = Optional.of(pass);
        }
        return new Result<>(allSeen(), total, false);
    }

    private Pass<T> onePass() {
        List<T> rows = new ArrayList<>();
        Page<T> page = ask(0);
        long total = page.total();
        boolean isSteady = page.unreadable() == 0;
        while (!page.rows().isEmpty()) {
            rows.addAll(page.rows());
            if (rows.size() >= total) {
                break;
            }
            page = ask(rows.size());
            isSteady &= page.total() == total && page.unreadable() == 0;
        }
        return new Pass<>(total, rows, isSteady);
    }

    private Page<T> ask(long offset) {
        Page<T> page = feed.ask().apply(new ListQuery(second, offset, pageSize));
        Map<Object, List<T>> copies = new HashMap<>();
        page.rows()
                .forEach(row -> copies.computeIfAbsent(feed.identity().apply(row), it -> new ArrayList<>())
                        .add(row));
        copies.forEach((identity, rows) -> seen.merge(identity, rows, SecondPager::longer));
        return page;
    }

    private static <T> List<T> longer(List<T> one, List<T> other) {
        return one.size() >= other.size() ? one : other;
    }

    private List<T> allSeen() {
        return seen.values().stream()
                .flatMap(copies ->
                        feed.repeats() ? copies.stream() : copies.stream().limit(1))
                .toList();
    }

    private record Pass<T>(long total, List<T> rows, boolean isSteady) {
        boolean isWhole() {
            return rows.size() == total;
        }
    }
}
