package dev.callvault.archive.listing;

import dev.callvault.archive.guard.RunTime;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.Account;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.listing.WindowLimit.Question;
import dev.callvault.store.listing.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run over one stream: lists what is not proven, audits what was, and records what can no longer be requested. Made
 * for one run, while the fence is held.
 */
public final class StreamRun<T> implements Lister.ListingSink<T> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRun.class);
    private static final int MAX_AUDITS = 3;

    private final Account account;
    private final StreamSource<T> streamSource;
    private final ListingStore store;
    private final RunHistory history;
    private final RunListener listener;
    private final RunTime time;
    private final Instant now;
    private final Inquiry<T> inquiry;
    private final RetentionEdge<T> edge;
    private final LostTime lostTime;
    /** What this run has counted as unproven. */
    private final List<TimeWindow> doubted = new ArrayList<>();

    private List<CoverageSpan> ledger = List.of();
    /** Unproven time that people know of; it is listed as ever, and does not count. */
    private List<TimeWindow> acknowledged = List.of();

    private long listed;
    private Written written = Written.NOTHING;
    private int unproven;
    private int lost;

    public StreamRun(
            Account account,
            StreamSource<T> streamSource,
            ListingStore store,
            RunHistory history,
            RunListener listener,
            RunTime time) {
        this.account = account;
        this.streamSource = streamSource;
        this.store = store;
        this.history = history;
        this.listener = listener;
        this.time = time;
        this.now = time.began();
        this.inquiry = new Inquiry<>(streamSource, this::memory, now);
        this.edge = new RetentionEdge<>(inquiry, this, now);
        this.lostTime = new LostTime(account, streamSource.stream(), store, edge::keepWhatStillComes, now);
    }

    /** The usual run. */
    public void list(Duration openWindow) {
        Plan plan = Plan.of(streamSource.stream(), beginning(), readLedger(), openWindow, now);
        Lister<T> lister = new Lister<>(inquiry, this);
        lister.list(plan.toList());
        edge.list(beginning());
        audit(lister, stillProven(plan.toAudit(), openWindow), openWindow);
        listWhatCallsLeft();
        lost += writeDownLost();
    }

    /** The deep run: lists everything retained again. */
    public void sweep(Duration openWindow) {
        Plan plan = Plan.sweep(streamSource.stream(), beginning(), readLedger(), openWindow, now, ListQuery.MAX);
        new Lister<>(inquiry, this).list(plan.toList());
        edge.list(beginning());
        listWhatCallsLeft();
        lost += writeDownLost();
    }

    /**
     * Lists once more the time that a call left because its start was corrected. What is unproven then is listed with a
     * call that is listed elsewhere, too.
     */
    private void listWhatCallsLeft() {
        List<CoverageSpan> left = left();
        if (!left.isEmpty()) {
            new Lister<>(inquiry, this).list(Windows.join(left, ListQuery.MAX));
            left().forEach(it -> count(it.window()));
        }
    }

    /** Spans that are unproven although no response said so in this run. */
    private List<CoverageSpan> left() {
        if (written.updated() == 0) {
            return List.of();
        }
        Instant kept = Horizon.nominal(streamSource.stream(), now);
        return readLedger().stream()
                .filter(it -> !it.proven() && !it.window().start().isBefore(kept))
                .filter(it -> doubted.stream().noneMatch(it.window()::overlaps))
                .toList();
    }

    private int writeDownLost() {
        var unused = time.provenUntil(); // a gap is for ever
        return lostTime.writeDown(ledger, history.lastSuccess());
    }

    /** The usual run, plus these windows, whatever the ledger says about them. */
    public void listAgain(List<TimeWindow> windows, Duration openWindow) {
        list(openWindow);
        new Lister<>(inquiry, this).list(windows);
    }

    public StreamReport report(long requests, Optional<Failure> failure) {
        return new StreamReport(
                streamSource.stream().label(), listed, written, unproven, lost, requests, failure, false);
    }

    private Optional<Instant> beginning() {
        return store.beginning(account.id(), streamSource.stream());
    }

    private List<CoverageSpan> readLedger() {
        Instant horizon = Horizon.nominal(streamSource.stream(), now);
        ledger = store.coverage(account.id(), streamSource.stream(), TimeWindow.between(horizon, now.plusSeconds(1)));
        acknowledged = store.acknowledged(account.id(), streamSource.stream());
        return ledger;
    }

    private Reach.Memory memory(Question question) {
        return new Reach.Memory() {
            @Override
            public Optional<WindowLimit> read() {
                return store.windowLimit(account.id(), streamSource.stream(), question);
            }

            @Override
            public void write(Optional<WindowLimit> limit) {
                store.limitWindows(account.id(), streamSource.stream(), question, limit);
            }
        };
    }

    /**
     * Ends a run with totals that add up where possible: the list may grow between two requests and hide a difference.
     */
    private void audit(Lister<T> lister, List<CoverageSpan> closed, Duration openWindow) {
        List<CoverageSpan> proven =
                history.audits().of(closed, inquiry.reach(Question.TOTAL).widest(), now);
        for (int i = 0; i < MAX_AUDITS; i++) {
            List<TimeWindow> changed = relist(proven);
            if (changed.isEmpty()) {
                return;
            }
            lister.list(changed);
            proven = among(proven, toAudit(openWindow));
        }
    }

    /** Without what calls have just left: one that comes late could take the place of one that left, in a sum of both. */
    private List<CoverageSpan> stillProven(List<CoverageSpan> spans, Duration openWindow) {
        return written.updated() == 0 ? spans : among(spans, toAudit(openWindow));
    }

    private List<CoverageSpan> toAudit(Duration openWindow) {
        return Plan.of(streamSource.stream(), beginning(), readLedger(), openWindow, now)
                .toAudit();
    }

    /** The spans that lie within the audited ones; both come earliest first. */
    private static List<CoverageSpan> among(List<CoverageSpan> asked, List<CoverageSpan> spans) {
        List<CoverageSpan> among = new ArrayList<>();
        int next = 0;
        for (CoverageSpan span : spans) {
            while (next < asked.size()
                    && asked.get(next).window().to() <= span.window().from()) {
                next++;
            }
            if (next < asked.size() && asked.get(next).window().overlaps(span.window())) {
                among.add(span);
            }
        }
        return among;
    }

    private List<TimeWindow> relist(List<CoverageSpan> proven) {
        Audit audit = new Audit(this::total, inquiry.reach(Question.TOTAL).widest());
        List<CoverageSpan> differing = audit.differing(proven);
        if (!differing.isEmpty()) {
            LOG.info(
                    "{} of {}: the provider's total has changed (spans: {})",
                    streamSource.stream().label(),
                    account.name(),
                    differing.size());
            listener.totalDiffered(account, streamSource.stream());
        }
        List<CoverageSpan> toList = Stream.concat(differing.stream(), unanswered(audit.unanswered()).stream())
                .sorted(Comparator.comparing(CoverageSpan::window))
                .toList();
        return Windows.join(toList, ListQuery.MAX);
    }

    /** Spans without a total are listed; if too many windows failed, they count as proven for one more run. */
    private List<CoverageSpan> unanswered(List<CoverageSpan> spans) {
        if (!spans.isEmpty()) {
            LOG.warn(
                    "{} of {}: the provider does not state a total (spans: {}, the first {})",
                    streamSource.stream().label(),
                    account.name(),
                    spans.size(),
                    spans.getFirst().window());
        }
        return inquiry.isExhausted() ? List.of() : spans;
    }

    /**
     * Keeps the row that comes with the response. It may be new even if the total is unchanged, when another row was
     * withdrawn, and a later listing may fail before it returns the row again.
     */
    private OptionalLong total(TimeWindow window) {
        return inquiry.total(window, answer -> keep(answer.rows()));
    }

    @Override
    public void proven(TimeWindow window, List<T> rows) {
        Rows refined = streamSource.refine().apply(rows);
        save(refined, spans(window, streamSource.times().apply(refined)), Optional.empty());
    }

    /**
     * Nothing is proven of time that has not begun yet at the provider, as this machine's clock may be ahead, nor of time
     * that expired since the run began.
     */
    private List<CoverageSpan> spans(TimeWindow window, List<@Nullable Instant> times) {
        long end = time.provenUntil().getEpochSecond();
        long start = Horizon.provable(streamSource.stream(), now, time.now()).getEpochSecond();
        List<@Nullable Instant> within = new ArrayList<>(times);
        if (end < window.to()) {
            within.removeIf(it -> it != null && it.getEpochSecond() >= end);
        }
        if (start > window.from()) {
            within.removeIf(it -> it != null && it.getEpochSecond() < start);
        }
        long from = Math.max(start, window.from());
        long to = Math.min(end, window.to());
        return from < to ? SpanCutter.cut(streamSource.stream(), new TimeWindow(from, to), within, now) : List.of();
    }

    @Override
    public void unproven(TimeWindow window, List<T> rows, long total, Doubt doubt) {
        doubt(window);
        if (!isKnownUnproven(window)) {
            LOG.warn(
                    "{} of {}: {} is unproven: {}", streamSource.stream().label(), account.name(), window, doubt.why());
        }
        save(streamSource.refine().apply(rows), List.of(new CoverageSpan(window, total, false)), Optional.of(doubt));
    }

    @Override
    public void left(TimeWindow window) {
        doubt(window);
    }

    private void doubt(TimeWindow window) {
        count(window);
        doubted.add(window);
    }

    private void count(TimeWindow window) {
        unproven += Windows.subtract(window, acknowledged).isEmpty() ? 0 : 1;
    }

    @Override
    public void keep(List<T> rows) {
        if (!rows.isEmpty()) {
            save(streamSource.refine().apply(rows), List.of(), Optional.empty());
        }
    }

    @Override
    public boolean isKnownUnproven(TimeWindow window) {
        return ledger.stream().anyMatch(it -> !it.proven() && it.window().overlaps(window));
    }

    /** The spans that the rows prove are stored with the last part. */
    private void save(Rows rows, List<CoverageSpan> spans, Optional<Doubt> doubt) {
        List<Rows> parts = rows.parts();
        int absent = 0;
        for (Rows part : parts.subList(0, parts.size() - 1)) {
            absent += save(new Listing(part, List.of(), now)).absent();
        }
        Listing last = new Listing(parts.getLast(), spans, now, doubt);
        absent += save(absent == 0 ? last : last.without(absent)).absent();
        if (absent > 0) {
            unproven++;
            spans.forEach(it -> doubted.add(it.window()));
            LOG.warn(
                    "{} of {}: {} of {} listed rows are not in the archive after they were stored — look for triggers or"
                            + " rules on its tables; the time stays unproven and is listed again",
                    streamSource.stream().label(),
                    account.name(),
                    absent,
                    rows.size());
        }
        listed += spans.isEmpty() ? 0 : rows.size();
    }

    private Written save(Listing listing) {
        Written change = store.save(account.id(), listing);
        written = written.plus(change);
        listener.listed(account, streamSource.stream(), listing.rows().size(), change);
        return change;
    }
}
