package dev.callvault.archive.listing;

import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.call.Page;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.listing.WindowLimit.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests windows of one stream, and tells a window that is too large from a provider that is out of reach: after a
 * failure it makes one small request. If that fails too, the failure is thrown, so an outage costs only a few requests.
 * If it succeeds, the window is {@link Reply.Unserved} and the caller may request less. A refused login, throttling
 * beyond patience and an interrupt are thrown at once. Made for one run.
 */
public final class Inquiry<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    /** How many failed windows one run tolerates; the next run narrows the rest down. */
    static final int MAX_UNSERVED = 64;
    /**
     * More than narrowing a year down to one second takes: after this many failures in a row, the cause is not a single
     * second.
     */
    static final int MAX_IN_A_ROW = 20;
    /**
     * How often a window must fail again, each time with a successful one-second request in between, to count as not
     * served.
     */
    private static final int CONFIRMATIONS = 3;
    /** How long ago the test second lies: any provider should be able to list it, whatever its clock and retention. */
    private static final Duration AGO = ClockGuard.TOLERANCE.multipliedBy(2);

    private final StreamSource<T> streamSource;
    private final Map<Question, Reach> reaches = new EnumMap<>(Question.class);
    private final TimeWindow easy;
    private final long edge;
    private int unserved;
    private int inARow;

    /** @param memory what earlier runs learnt, for each kind of request */
    public Inquiry(StreamSource<T> streamSource, Function<Question, Reach.Memory> memory, Instant now) {
        this.streamSource = streamSource;
        Reach.Memory lists = memory.apply(Question.LIST);
        Reach.Memory totals = new TotalsMemory(memory.apply(Question.TOTAL), lists, now);
        reaches.put(Question.LIST, new Reach(lists, streamSource.stream().retention(), now));
        reaches.put(Question.TOTAL, new Reach(totals, streamSource.stream().retention(), now));
        long second = now.minus(AGO).getEpochSecond();
        this.easy = new TimeWindow(second, second + 1);
        this.edge = Horizon.sure(streamSource.stream(), now).getEpochSecond();
    }

    public StreamSource<T> streamSource() {
        return streamSource;
    }

    /** How much one request may ask for. */
    public Reach reach(Question question) {
        return Objects.requireNonNull(reaches.get(question));
    }

    /** Whether so many windows failed that the rest should wait for the next run. */
    boolean isExhausted() {
        return unserved >= MAX_UNSERVED || inARow >= MAX_IN_A_ROW;
    }

    /** The rows of a window, as many as one response holds. */
    Reply<T> rows(TimeWindow window) {
        return rows(window, 0, reach(Question.LIST).rows());
    }

    /** One page of the rows. */
    Reply<T> rows(TimeWindow window, long offset, int most) {
        Reach reach = reach(Question.LIST);
        while (true) {
            int rows = reach.rows();
            Reply<T> reply = ask(reach, new ListQuery(window, offset, Math.min(most, rows)));
            if (rows == reach.rows() || reply instanceof Reply.Answered<T>) {
                return reply;
            }
        }
    }

    /** The rows of a window that an earlier run could not get; one attempt is enough. */
    Reply<T> rowsOnce(TimeWindow window) {
        ListQuery query = new ListQuery(window, 0, reach(Question.LIST).rows()).once();
        try {
            return answered(reach(Question.LIST), query);
        } catch (SourceFailure failure) {
            return new Reply.Unserved<>(orThrow(failure));
        }
    }

    /**
     * The provider's total for a window, requested in parts if the window is too large; empty when the provider states
     * none.
     *
     * @param shown receives the rows that come with each response
     */
    public OptionalLong total(TimeWindow window, Consumer<Page<T>> shown) {
        Reach reach = reach(Question.TOTAL);
        long total = 0;
        for (TimeWindow part : reach.cut(window)) {
            if (isExhausted() || !(total(reach, part) instanceof Reply.Answered<T> answer)) {
                return OptionalLong.empty();
            }
            shown.accept(answer.page());
            total += answer.page().total();
        }
        return OptionalLong.of(total);
    }

    private Reply<T> total(Reach reach, TimeWindow window) {
        Reply<T> reply = ask(reach, ListQuery.total(window));
        OptionalLong later =
                reply instanceof Reply.TooOld<T> ? EdgeSearch.earliest(window, this::refuses) : OptionalLong.empty();
        return later.isPresent() ? ask(reach, ListQuery.total(new TimeWindow(later.getAsLong(), window.to()))) : reply;
    }

    /** Whether the provider refuses even this single second. */
    boolean refuses(long second) {
        Optional<SourceFailure> failure = failureOf(ListQuery.total(new TimeWindow(second, second + 1)));
        return failure.filter(SourceFailure.Refused.class::isInstance).isPresent();
    }

    private Reply<T> ask(Reach reach, ListQuery query) {
        boolean isNarrowest = query.window().seconds() == 1;
        try {
            return answered(reach, isNarrowest ? query : query.once());
        } catch (SourceFailure failure) {
            return judged(reach, query, orThrow(failure));
        }
    }

    private Reply<T> judged(Reach reach, ListQuery query, SourceFailure failure) {
        if (!isThere(reach, query, failure)) {
            throw failure;
        }
        if (failure instanceof SourceFailure.Refused && isTooOld(query.window())) {
            return new Reply.TooOld<>(failure);
        }
        boolean isSettled = failure instanceof SourceFailure.TooLarge
                || query.window().seconds() == 1
                || query.limit() > reach.rows();
        return isSettled ? unserved(reach, query, failure) : again(reach, query, failure);
    }

    /**
     * Requests the window again, with a single second in between. An unreliable provider can look like one that cannot
     * serve large windows. If the second fails too, the provider is in trouble and nothing is learnt about the window.
     */
    private Reply<T> again(Reach reach, ListQuery query, SourceFailure failure) {
        SourceFailure last = failure;
        for (int i = 0; i < CONFIRMATIONS; i++) {
            if (failureOf(new ListQuery(easy, 0, query.limit()).once()).isPresent()) {
                return answered(reach, query);
            }
            try {
                return answered(reach, query.once());
            } catch (SourceFailure still) {
                last = orThrow(still);
            }
        }
        return unserved(reach, query, last);
    }

    private boolean isTooOld(TimeWindow window) {
        return window.from() <= edge && refuses(window.from());
    }

    /** Whether the provider responds at all: the same request for a single second, or for fewer rows. */
    private boolean isThere(Reach reach, ListQuery query, SourceFailure failure) {
        if (failure instanceof SourceFailure.TooLarge) {
            return true; // it did respond
        }
        if (failureOf(new ListQuery(easy, 0, query.limit())).isEmpty()) {
            return true;
        }
        boolean mayBeTheRows = failure instanceof SourceFailure.Refused && query.limit() > 1;
        if (mayBeTheRows && failureOf(ListQuery.total(easy)).isEmpty()) {
            LOG.info(
                    "{}: the provider refuses a limit of {}",
                    streamSource.stream().label(),
                    query.limit());
            reach.refusedRows(query.limit());
            return true;
        }
        return false;
    }

    private Optional<SourceFailure> failureOf(ListQuery query) {
        try {
            var unused = streamSource.ask().apply(query);
            return Optional.empty();
        } catch (SourceFailure failure) {
            return Optional.of(orThrow(failure));
        }
    }

    private Reply<T> answered(Reach reach, ListQuery query) {
        Page<T> page = streamSource.ask().apply(query);
        reach.served(query);
        inARow = 0;
        return new Reply.Answered<>(page);
    }

    private Reply<T> unserved(Reach reach, ListQuery query, SourceFailure failure) {
        if (query.limit() <= reach.rows()) {
            unserved++;
            inARow++;
            reach.unserved(query.window());
            LOG.info(
                    "{}: {} could not be listed: {}",
                    streamSource.stream().label(),
                    query.window(),
                    failure.getMessage());
        }
        return new Reply.Unserved<>(failure);
    }

    /** The failure, if the request may have caused it; any other failure is thrown. */
    private static SourceFailure orThrow(SourceFailure failure) {
        return switch (failure) {
            case SourceFailure.CredentialsRefused other -> throw other;
            case SourceFailure.Forbidden other -> throw other;
            case SourceFailure.Throttled other -> throw other;
            case SourceFailure.Interrupted other -> throw other;
            case SourceFailure.Unreachable it -> it;
            case SourceFailure.TimedOut it -> it;
            case SourceFailure.ServerTrouble it -> it;
            case SourceFailure.Refused it -> it;
            case SourceFailure.NotThere it -> it;
            case SourceFailure.Unreadable it -> it;
            case SourceFailure.TooLarge it -> it;
        };
    }

    /** Until more is known, a window too large for a list is assumed to be too large for a total, too. */
    private record TotalsMemory(Reach.Memory totals, Reach.Memory lists, Instant now) implements Reach.Memory {
        @Override
        public Optional<WindowLimit> read() {
            return totals.read()
                    .or(() -> lists.read().map(it -> new WindowLimit(it.seconds(), ListQuery.MAX, it.refusedAt())));
        }

        @Override
        public void write(Optional<WindowLimit> limit) {
            boolean isKnownToBeNone = limit.isEmpty() && lists.read().isPresent();
            WindowLimit none = new WindowLimit(WindowLimit.NO_LIMIT, ListQuery.MAX, now);
            totals.write(isKnownToBeNone ? Optional.of(none) : limit);
        }
    }
}
