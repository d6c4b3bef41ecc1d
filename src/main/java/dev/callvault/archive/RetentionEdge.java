package dev.callvault.archive;

import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies beside the provider's horizon, where records expire while they are asked for: worth keeping, but not worth a
 * second question. Made for one run.
 */
final class RetentionEdge<T> {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionEdge.class);
    /** No provider cuts its pages shorter; an answer of fewer rows that states more of them is wrong in itself. */
    private static final int FEWEST_OF_A_FULL_PAGE = 20;

    private final Feed<T> feed;
    private final Lister.ListingSink<T> sink;
    private final Instant now;

    RetentionEdge(Feed<T> feed, Lister.ListingSink<T> sink, Instant now) {
        this.feed = feed;
        this.sink = sink;
        this.now = now;
    }

    /**
     * A new archive takes what is about to expire as well. It is proven as far as one answer shows: what expired before was
     * never there for this archive, and calls of that age do not show up late. Until then it is left out of the ledger.
     *
     * @param beginning where the ledger begins; empty when it does not yet
     */
    void list(Optional<Instant> beginning) {
        Instant from = Horizon.nominal(feed.stream(), now);
        Instant to = beginning.orElse(Horizon.sure(feed.stream(), now));
        if (from.getEpochSecond() < to.getEpochSecond()) {
            askOnce(TimeWindow.between(from, to), this::take);
        }
    }

    private void take(TimeWindow edge) {
        Page<T> answer = feed.ask().apply(ListQuery.all(edge));
        switch (Verdict.of(feed, answer, FEWEST_OF_A_FULL_PAGE)) {
            case PROVEN -> sink.proven(edge, answer.rows());
            case FULL -> new Lister<>(feed, new KeepOnly()).list(List.of(edge));
            case DOUBTFUL -> sink.keep(answer.rows());
        }
    }

    /** Keeps the rows of a window that the provider still shows; they prove nothing. */
    void keepWhatStillComes(TimeWindow window) {
        Windows.cut(window, Horizon.nominal(feed.stream(), now).getEpochSecond())
                .forEach(part -> askOnce(
                        part,
                        it -> sink.keep(feed.ask().apply(ListQuery.all(it)).rows())));
    }

    /** Time beside the horizon may be refused, and whatever else goes wrong there ends the matter. */
    private void askOnce(TimeWindow window, Consumer<TimeWindow> ask) {
        try {
            HorizonProbe.list(List.of(window), parts -> parts.forEach(ask));
        } catch (SourceFailure.Refused
                | SourceFailure.Unreadable
                | SourceFailure.TimedOut
                | SourceFailure.TooLarge gone) {
            LOG.debug("nothing more comes of {}", window, gone);
        }
    }

    /** Keeps what comes, and claims nothing. */
    private final class KeepOnly implements Lister.ListingSink<T> {
        @Override
        public void proven(TimeWindow window, List<T> rows) {
            sink.keep(rows);
        }

        @Override
        public void unproven(TimeWindow window, List<T> rows, long total) {
            sink.keep(rows);
        }

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
