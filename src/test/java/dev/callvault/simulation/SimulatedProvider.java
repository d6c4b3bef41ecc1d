package dev.callvault.simulation;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import dev.callvault.simulation.Truth.Shown;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.ProviderClock;
import dev.callvault.source.SourceFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The provider in this process: the truth, retention, and the troubles that are on. Safe for many threads. */
final class SimulatedProvider implements CallSource, ProviderClock {
    private static final Duration CALLS_KEPT = Duration.ofDays(5);
    private static final Duration LINES_KEPT = Duration.ofDays(365);
    private static final Duration QUOTA_WINDOW = Duration.ofMinutes(15);
    private static final byte[] HTML = "<html>We are down for maintenance</html>".getBytes(StandardCharsets.UTF_8);

    private final Truth truth;
    private final Weather weather;
    private final VirtualTime time;
    private final SplittableRandom random;
    private final boolean refusesOldStarts;
    private final List<Instant> requests = new ArrayList<>();
    private final List<Instant> refusedSignIns = new ArrayList<>();
    private final Set<Shown<?>> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable Duration skew;
    private int quotaUsed;
    private Instant quotaFrom = Instant.EPOCH;

    SimulatedProvider(
            Truth truth, Weather weather, VirtualTime time, SplittableRandom random, boolean refusesOldStarts) {
        this.truth = truth;
        this.weather = weather;
        this.time = time;
        this.random = random;
        this.refusesOldStarts = refusesOldStarts;
    }

    private String password = "";
    private boolean isOurs;

    /**
     * The provider as somebody sees it who uses this password.
     *
     * @param isOurs whether it is the program that is being tried, and not somebody beside it
     * @param isXml whether answers are asked for in XML: of the logs that cannot be read every other one can be so, and of
     *     the others every third is empty in either format
     */
    CallSource as(String asked, boolean isOurs, boolean isXml) {
        return new CallSource() {
            @Override
            public Page<CallSummary> listCalls(ListQuery query) {
                return signedIn(() -> SimulatedProvider.this.listCalls(query));
            }

            @Override
            public Page<RawLine> listSessions(ListQuery query) {
                return signedIn(() -> SimulatedProvider.this.listSessions(query));
            }

            @Override
            public Page<RawLine> listErrors(ListQuery query) {
                return signedIn(() -> SimulatedProvider.this.listErrors(query));
            }

            @Override
            public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
                try {
                    return signedIn(() -> SimulatedProvider.this.fetchLog(logId, memory));
                } catch (SourceFailure.Unreadable unreadable) {
                    return unreadableLog(logId, unreadable);
                }
            }

            private CallBody unreadableLog(LogId logId, SourceFailure.Unreadable unreadable) {
                Truth.@Nullable Log log = truth.log(logId, time.instant());
                if (log == null || !time.instant().isBefore(log.readableFrom())) {
                    throw unreadable; // trouble of the provider's
                }
                if (isXml && logId.value() % 2 == 0) {
                    return new CallBody(Content.of(log.content()), "Boston");
                }
                throw logId.value() % 3 == 0
                        ? SourceFailure.Unreadable.empty("there is no log", unreadable.answer())
                        : unreadable;
            }

            private <T> T signedIn(Supplier<T> request) {
                synchronized (SimulatedProvider.this) {
                    SimulatedProvider.this.password = asked;
                    SimulatedProvider.this.isOurs = isOurs;
                    return request.get();
                }
            }
        };
    }

    @Override
    public synchronized Page<CallSummary> listCalls(ListQuery query) {
        arrive();
        if (refusesOldStarts
                && query.window().from() < time.instant().minus(CALLS_KEPT).getEpochSecond()) {
            throw new SourceFailure.Refused("The start_timestamp must be within the last 5 days");
        }
        return page(Truth.within(truth.calls(), query.window()), query, CALLS_KEPT);
    }

    @Override
    public synchronized Page<RawLine> listSessions(ListQuery query) {
        arrive();
        return page(Truth.within(truth.sessions(), query.window()), query, LINES_KEPT);
    }

    @Override
    public synchronized Page<RawLine> listErrors(ListQuery query) {
        arrive();
        return page(Truth.within(truth.errors(), query.window()), query, LINES_KEPT);
    }

    @Override
    public synchronized CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        arrive();
        Instant now = time.instant();
        Optional<Episode> forbidden = weather.on(Trouble.LOGS_FORBIDDEN, now);
        if (forbidden.isPresent() && logId.value() % 100 < forbidden.get().amount()) {
            throw new SourceFailure.CredentialsRefused("HTTP 403", false);
        }
        Truth.@Nullable Log log = truth.log(logId, now);
        if (log == null || log.call().at().isBefore(now.minus(CALLS_KEPT)) || now.isBefore(log.thereFrom())) {
            throw new SourceFailure.NotThere("the provider has no log " + logId);
        }
        if (now.isBefore(log.readableFrom())) {
            throw new SourceFailure.Unreadable("the log is null", Content.of(HTML), null);
        }
        return new CallBody(Content.of(log.content()), "Boston");
    }

    private <T> Page<T> page(List<Shown<T>> inWindow, ListQuery query, Duration kept) {
        Instant now = time.instant();
        Instant known = now.minusSeconds(
                weather.on(Trouble.LAGGING, now).map(Episode::amount).orElse(0));
        List<Shown<T>> rows = new ArrayList<>();
        for (Shown<T> record : inWindow) {
            if (isShown(record, now, kept) && !record.visibleAt().isAfter(known)) {
                rows.add(record);
            }
        }
        long total = rows.size();
        if (weather.on(Trouble.WRONG_TOTALS, now).isPresent() && random.nextInt(3) > 0) {
            total = Math.max(
                    0,
                    total + weather.on(Trouble.WRONG_TOTALS, now).orElseThrow().amount());
        }
        if (weather.on(Trouble.MOVING_ORDER, now).isPresent()) {
            Collections.shuffle(rows, new java.util.Random(random.nextLong()));
        }
        int cap = weather.on(Trouble.CAPPED_PAGES, now).map(Episode::amount).orElse(ListQuery.MAX);
        int from = (int) Math.min(rows.size(), query.offset());
        int to = Math.min(rows.size(), from + Math.min(cap, query.limit()));
        shown.addAll(rows.subList(from, to));
        return new Page<>(total, rows.subList(from, to).stream().map(Shown::row).toList(), 0);
    }

    private static boolean isShown(Shown<?> record, Instant now, Duration kept) {
        return !record.visibleAt().isAfter(now)
                && record.goneAt().isAfter(now)
                && !record.at().isBefore(now.minus(kept));
    }

    /** The request travels, and may fail on the way. */
    private void arrive() {
        if (isOurs) {
            requests.add(time.instant());
        }
        time.pass(Duration.ofMillis(20 + random.nextInt(900)));
        if (strikes(Trouble.PROVIDER_SLOW)) {
            time.pass(Duration.ofSeconds(60));
            throw new SourceFailure.TimedOut("no answer within 60 s");
        }
        if (weather.on(Trouble.PROVIDER_DOWN, time.instant()).isPresent()) {
            throw new SourceFailure.Unreachable("connection refused", null);
        }
        putTheClock();
        skew = isOurs ? date().map(it -> time.localIsAhead()).orElse(null) : skew;
        fail();
    }

    private void putTheClock() {
        weather.on(Trouble.CLOCK_JUMPS, time.instant())
                .filter(it -> random.nextInt(20) == 0)
                .map(it -> random.nextBoolean() ? Duration.ofSeconds(it.amount()) : Duration.ZERO)
                .ifPresent(time::setLocalAhead);
    }

    /** What the response's header says. */
    private Optional<Instant> date() {
        return weather.on(Trouble.NO_DATE, time.instant()).isPresent() ? Optional.empty() : Optional.of(time.instant());
    }

    private void fail() {
        if (weather.on(Trouble.LOGIN_REFUSED, time.instant()).isPresent()
                || !password.equals(weather.password(time.instant()))) {
            refusedSignIns.add(time.instant());
            throw new SourceFailure.CredentialsRefused("the provider refused the login");
        }
        if (weather.on(Trouble.THROTTLED, time.instant()).isPresent()) {
            countAgainstQuota();
        }
        if (strikes(Trouble.SERVER_ERRORS)) {
            throw new SourceFailure.ServerTrouble("HTTP 500");
        }
        if (strikes(Trouble.UNREADABLE)) {
            throw new SourceFailure.Unreadable("HTML in place of an answer", Content.of(HTML), null);
        }
        if (strikes(Trouble.FAILURE_IN_200)) {
            throw new SourceFailure.Refused("An error occurred");
        }
    }

    private boolean strikes(Trouble trouble) {
        Optional<Episode> episode = weather.on(trouble, time.instant());
        return episode.isPresent() && random.nextInt(100) < episode.get().amount();
    }

    private void countAgainstQuota() {
        Instant now = time.instant();
        if (!now.isBefore(quotaFrom.plus(QUOTA_WINDOW))) {
            quotaFrom = now;
            quotaUsed = 0;
        }
        if (++quotaUsed > 60) {
            throw new SourceFailure.Throttled("HTTP 429", Duration.between(now, quotaFrom.plus(QUOTA_WINDOW)));
        }
    }

    @Override
    public synchronized Optional<Duration> skew() {
        return Optional.ofNullable(skew);
    }

    /** How many records like this one were in answers. */
    @SuppressWarnings("ReferenceEquality") // equal rows may be two records
    synchronized long copiesShown(Shown<?> record) {
        return shown.contains(record)
                ? shown.stream().filter(it -> it.row() == record.row()).count()
                : 0;
    }

    /** When anybody's login was refused. */
    synchronized List<Instant> refusedSignIns() {
        return List.copyOf(refusedSignIns);
    }

    /** When each request of this process left. */
    synchronized List<Instant> takeRequests() {
        List<Instant> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }
}
