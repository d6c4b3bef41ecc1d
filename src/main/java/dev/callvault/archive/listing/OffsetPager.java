package dev.callvault.archive.listing;

import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.call.UnreadRow;
import dev.callvault.store.listing.Doubt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pages by offset through a single second that holds more rows than one response. Offset paging loses rows on a moving
 * list, so it is used only here. It is trusted only when the total is reached by distinct rows, or when two passes
 * agree row by row and none before showed more.
 */
final class OffsetPager<T> {
    private static final int PASSES = 4;
    private static final Doubt NONE = new Doubt("");

    private final Inquiry<T> inquiry;
    private final StreamSource<T> streamSource;
    private final TimeWindow second;
    private final int pageSize;
    /** Every distinct row so far, with the most copies that any one page held. */
    private final Map<Object, List<T>> seen = new LinkedHashMap<>();

    private final Set<UnreadRow> unread = new LinkedHashSet<>();
    /** The most rows that one pass found in order. */
    private List<T> most = List.of();

    private String failure = "";

    OffsetPager(Inquiry<T> inquiry, TimeWindow second, int pageSize) {
        this.inquiry = inquiry;
        this.streamSource = inquiry.streamSource();
        this.second = second;
        this.pageSize = pageSize;
    }

    /**
     * The result of the passes.
     *
     * @param doubt why it proves nothing, if so
     */
    record Result<T>(List<T> rows, long total, boolean proven, Doubt doubt) {}

    Result<T> list() {
        Optional<Pass<T>> before = Optional.empty();
        long total = 0;
        for (int i = 0; i < PASSES; i++) {
            Optional<Pass<T>> whole = onePass();
            if (whole.isEmpty()) {
                return new Result<>(kept(), total, false, new Doubt("cannot be listed: " + failure));
            }
            Pass<T> pass = whole.get();
            total = pass.total();
            if (pass.isSteady() && seen.size() == total) {
                return new Result<>(allSeen(), total, true, NONE);
            }
            if (pass.isSteady() && pass.isWhole() && streamSource.repeats()) {
                most = longer(most, pass.rows());
                if (most.size() == pass.rows().size() && before.equals(Optional.of(pass))) {
                    return new Result<>(pass.rows(), total, true, NONE);
                }
            }
            before = Optional.of(pass);
        }
        return new Result<>(kept(), total, false, doubt(total));
    }

    /** Of identical rows, pages of one row each show no more than one at a time, and a pass all of them. */
    private List<T> kept() {
        return longer(allSeen(), most);
    }

    private Doubt doubt(long total) {
        return unread.isEmpty()
                ? new Doubt("the provider's total is " + total + ", but its pages hold " + kept().size()
                        + (streamSource.repeats() ? " rows" : " different rows"))
                : Lister.unreadable(List.copyOf(unread));
    }

    /** Empty when a page failed. */
    private Optional<Pass<T>> onePass() {
        List<T> rows = new ArrayList<>();
        Optional<Page<T>> page = ask(0);
        long total = page.map(Page::total).orElse(0L);
        boolean isSteady = true;
        long shown = 0;
        while (page.isPresent()) {
            Page<T> part = page.get();
            isSteady &= part.total() == total && part.unreadable() == 0;
            rows.addAll(part.rows());
            int more = part.rows().size() + part.unreadable();
            shown += more;
            if (more == 0 || shown >= total) {
                return Optional.of(new Pass<>(total, rows, isSteady));
            }
            page = ask(shown);
        }
        return Optional.empty();
    }

    private Optional<Page<T>> ask(long offset) {
        return switch (inquiry.rows(second, offset, pageSize)) {
            case Reply.Answered<T> answer -> {
                remember(answer.page());
                yield Optional.of(answer.page());
            }
            case Reply.Unserved<T> unserved -> {
                failure = unserved.why();
                yield Optional.empty();
            }
            case Reply.TooOld<T> old -> throw old.failure();
        };
    }

    private void remember(Page<T> page) {
        Map<Object, List<T>> copies = new HashMap<>();
        page.rows()
                .forEach(row -> copies.computeIfAbsent(streamSource.identity().apply(row), it -> new ArrayList<>())
                        .add(row));
        copies.forEach((identity, rows) -> seen.merge(identity, rows, OffsetPager::longer));
        unread.addAll(page.unread());
    }

    private static <T> List<T> longer(List<T> one, List<T> other) {
        return one.size() >= other.size() ? one : other;
    }

    private List<T> allSeen() {
        return seen.values().stream()
                .flatMap(copies -> streamSource.repeats()
                        ? copies.stream()
                        : copies.stream().limit(1))
                .toList();
    }

    private record Pass<T>(long total, List<T> rows, boolean isSteady) {
        boolean isWhole() {
            return rows.size() == total;
        }
    }
}
