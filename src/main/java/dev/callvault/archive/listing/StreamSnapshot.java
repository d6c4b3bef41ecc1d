package dev.callvault.archive.listing;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.store.proof.SpanRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The time of one stream as the archive sees it before any request, computed only from the ledger, the gaps and the
 * clock.
 *
 * @param spans the whole ledger with the stored rows, earliest first
 * @param untimed stored rows whose time is unknown
 * @param gaps lost time
 * @param reasons why unproven spans are unproven
 * @param acknowledged the gaps and unproven spans that people have acknowledged
 * @param horizon how far back the provider can certainly be asked, in epoch seconds
 * @param open where the open window begins
 * @param now where the open window ends
 */
public record StreamSnapshot(
        List<SpanRows> spans,
        long untimed,
        List<Gap> gaps,
        Map<TimeWindow, String> reasons,
        Set<TimeWindow> acknowledged,
        long horizon,
        long open,
        long now) {
    /** The ledger of one stream, and what else the archive knows about its time. */
    public record Known(
            List<SpanRows> spans,
            long untimed,
            List<Gap> gaps,
            Map<TimeWindow, String> reasons,
            Set<TimeWindow> acknowledged) {
        public Known(List<SpanRows> spans, long untimed, List<Gap> gaps, Map<TimeWindow, String> reasons) {
            this(spans, untimed, gaps, reasons, Set.of());
        }
    }

    public static StreamSnapshot of(LogStream stream, Known known, Duration openWindow, Instant now) {
        return new StreamSnapshot(
                known.spans(),
                known.untimed(),
                known.gaps(),
                known.reasons(),
                known.acknowledged(),
                Horizon.sure(stream, now).getEpochSecond(),
                openFrom(known.spans(), Plan.open(openWindow, now)),
                now.getEpochSecond());
    }

    /** Why a span is unproven. */
    public String why(TimeWindow span) {
        return reasons.getOrDefault(span, "the provider's total and its rows did not match");
    }

    /** Whether people know that exactly this time is lost or unproven. */
    public boolean isAcknowledged(TimeWindow window) {
        return acknowledged.contains(window);
    }

    /** A proven span that ends in the open window is listed again as a whole, so all of it is still open. */
    private static long openFrom(List<SpanRows> spans, long open) {
        return spans.stream()
                .map(it -> it.span().window())
                .filter(it -> it.from() < open && open < it.to())
                .mapToLong(TimeWindow::from)
                .findFirst()
                .orElse(open);
    }

    public List<SpanRows> proven() {
        return spans.stream().filter(it -> it.span().proven()).toList();
    }

    /** Proven spans that the provider can be asked about and whose totals should no longer change. */
    public List<CoverageSpan> toAudit() {
        return Plan.retained(proven().stream().map(SpanRows::span).toList(), horizon).stream()
                .filter(it -> it.window().to() <= open)
                .toList();
    }

    /** The ledger's total for the open window. */
    public long openTotal() {
        return spans.stream()
                .map(SpanRows::span)
                .filter(it -> it.window().from() >= open)
                .mapToLong(CoverageSpan::total)
                .sum();
    }

    /** Time that is neither listed nor recorded as lost, earliest first, cut at the horizon and the open window. */
    public List<TimeWindow> holes() {
        long from = spans.isEmpty() ? horizon : spans.getFirst().span().window().from();
        if (from >= now) {
            return List.of();
        }
        List<TimeWindow> known = Stream.concat(
                        spans.stream().map(it -> it.span().window()), lost().stream())
                .sorted()
                .toList();
        return Windows.subtract(new TimeWindow(from, now), known).stream()
                .flatMap(it -> Windows.cut(it, horizon).stream())
                .flatMap(it -> Windows.cut(it, open).stream())
                .toList();
    }

    /** All the time that the provider may still have, in windows that fit one response. */
    public List<TimeWindow> retained() {
        List<CoverageSpan> listed = spans.stream()
                .map(SpanRows::span)
                .filter(it -> it.window().to() > horizon)
                .map(it -> new CoverageSpan(
                        new TimeWindow(
                                Math.max(horizon, it.window().from()),
                                it.window().to()),
                        it.total(),
                        it.proven()))
                .toList();
        return Stream.concat(
                        Windows.join(listed, ListQuery.MAX).stream(),
                        holes().stream().filter(this::isAskable))
                .sorted()
                .toList();
    }

    public boolean isAskable(TimeWindow hole) {
        return hole.from() >= horizon;
    }

    public boolean isOpen(TimeWindow window) {
        return window.from() >= open;
    }

    /** Lost time, earliest first. */
    public List<TimeWindow> lost() {
        return gaps.stream()
                .filter(it -> it.from().isBefore(it.to()))
                .map(it -> TimeWindow.between(it.from(), it.to()))
                .sorted()
                .toList();
    }
}
