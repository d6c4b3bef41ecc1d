package dev.callvault.archive.listing;

import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.WindowLimit.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles time at the provider's horizon, where records expire while they are requested: worth keeping, but not worth a
 * second request. Made for one run.
 */
final class RetentionEdge<T> {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionEdge.class);
    /**
     * No provider's pages are shorter than this: a response with fewer rows than this and a higher total is
     * contradictory.
     */
    private static final int FEWEST_OF_A_FULL_PAGE = 20;

    private static final List<Duration> STEPS =
            List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(65));

    private final Inquiry<T> inquiry;
    private final StreamSource<T> streamSource;
    private final Lister.ListingSink<T> sink;
    private final Instant now;

    RetentionEdge(Inquiry<T> inquiry, Lister.ListingSink<T> sink, Instant now) {
        this.inquiry = inquiry;
        this.streamSource = inquiry.streamSource();
        this.sink = sink;
        this.now = now;
    }

    /**
     * A new archive also takes what is about to expire. It is proven as far as one response shows it: what expired
     * earlier was never available to this archive, and calls of that age no longer appear late. Until then it stays out
     * of the ledger.
     *
     * @param beginning where the ledger begins; empty when it has not begun
     */
    void list(Optional<Instant> beginning) {
        Instant from = Horizon.nominal(streamSource.stream(), now);
        Instant to = beginning.orElse(Horizon.sure(streamSource.stream(), now));
        if (from.getEpochSecond() < to.getEpochSecond()) {
            askOnce(TimeWindow.between(from, to), this::take);
        }
    }

    private void take(TimeWindow edge, Page<T> answer) {
        switch (WindowProof.of(
                streamSource,
                answer,
                FEWEST_OF_A_FULL_PAGE,
                inquiry.reach(Question.LIST).rows())) {
            case PROVEN -> sink.proven(edge, answer.rows());
            case FULL -> new Lister<>(inquiry, new KeepOnly()).list(List.of(edge));
            case UNREAD, DOUBTFUL -> sink.keep(answer.rows());
        }
    }

    /** Keeps the rows that the provider still returns for a window; they prove nothing. */
    void keepWhatStillComes(TimeWindow window) {
        Windows.cut(window, Horizon.nominal(streamSource.stream(), now).getEpochSecond()).stream()
                .flatMap(it -> inquiry.reach(Question.LIST).cut(it).stream())
                .forEach(part -> askOnce(part, (it, answer) -> sink.keep(answer.rows())));
    }

    /** Requests time at the horizon once. It may be refused, and any other failure ends the attempt, too. */
    private void askOnce(TimeWindow window, BiConsumer<TimeWindow, Page<T>> take) {
        for (Duration step : STEPS) {
            long from = window.from() + step.toSeconds();
            if (from >= window.to()) {
                return;
            }
            TimeWindow later = new TimeWindow(from, window.to());
            switch (inquiry.rows(later)) {
                case Reply.Answered<T> answer -> {
                    take.accept(later, answer.page());
                    return;
                }
                case Reply.Unserved<T> unserved -> {
                    LOG.debug("{} could not be listed: {}", later, unserved.why());
                    return;
                }
                case Reply.TooOld<T> old -> LOG.debug("{} is refused", later, old.failure());
            }
        }
    }

    /** Keeps the rows and proves nothing. */
    private final class KeepOnly implements Lister.ListingSink<T> {
        @Override
        public void proven(TimeWindow window, List<T> rows) {
            sink.keep(rows);
        }

        @Override
        public void unproven(TimeWindow window, List<T> rows, long total, Doubt doubt) {
            sink.keep(rows);
        }

        @Override
        public void left(TimeWindow window) {}

        @Override
        public void keep(List<T> rows) {
            sink.keep(rows);
        }

        @Override
        public boolean isKnownUnproven(TimeWindow window) {
            return false;
        }
    }
}
