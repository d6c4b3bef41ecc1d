package dev.callvault.simulation;

import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.AccountId;
import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.simulation.Truth.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Knows what happened, watches every run, and says what of the promise was broken. */
final class Oracle {
    /** The edge of retention is not exact: clocks differ by up to an hour, and runs take time. */
    private static final Duration EDGE = Duration.ofHours(3);
    /** The longest pause between two attempts at a log, and a little. */
    private static final Duration BACKOFF = Duration.ofHours(7);
    /** Silence that is shorter loses nothing: five days, less the day that calls may be late, less the edge. */
    private static final Duration HARMLESS = Duration.ofHours(90);

    /** The longest pause between two tries of a login, and a little. */
    private static final Duration MAX_STOP = Duration.ofHours(8);

    private static final int MAX_SIGN_INS = 14;
    private static final Duration SIGN_INS_WITHIN = Duration.ofMinutes(15);

    private final Truth truth;
    private final SimulatedProvider provider;
    private final Weather weather;
    private final ArchiveContents archive;
    private final AccountId account;
    private final Map<LogStream, Instant> lastSuccess = new EnumMap<>(LogStream.class);
    private final Map<LogStream, Instant> watermarks = new EnumMap<>(LogStream.class);
    private final Map<LogStream, Duration> longestSilence = new EnumMap<>(LogStream.class);
    /** By their place in the truth; what is stored stays stored. */
    private final Map<LogStream, TreeSet<Integer>> notStored = new EnumMap<>(LogStream.class);

    private final Map<CallKey, Instant> storedAt = new HashMap<>();
    private final List<Instant> clearFetches = new ArrayList<>();
    /** When runs succeeded, and whether the provider's totals were to be trusted then. */
    private final Map<LogStream, Map<Instant, Boolean>> honest = new EnumMap<>(LogStream.class);

    private final Set<LogStream> everUnproven = new HashSet<>();

    Oracle(
            Truth truth,
            SimulatedProvider provider,
            Weather weather,
            ArchiveContents archive,
            AccountId account,
            Instant start) {
        this.truth = truth;
        this.provider = provider;
        this.weather = weather;
        this.archive = archive;
        this.account = account;
        for (LogStream stream : LogStream.values()) {
            lastSuccess.put(stream, start);
            notStored.put(
                    stream,
                    new TreeSet<>(
                            IntStream.range(0, truth.of(stream).size()).boxed().toList()));
            longestSilence.put(stream, Duration.ZERO);
        }
    }

    /** A listing or a sweep has ended. */
    void listed(LogStream stream, StreamReport report, Instant began, Instant ended, Duration localIsAhead) {
        isStoppedByOurselves(report.failure(), began, ended);
        if (report.unproven() > 0) {
            everUnproven.add(stream);
        }
        if (report.failure().isEmpty()) {
            honest.computeIfAbsent(stream, it -> new HashMap<>()).put(began, !weather.lies(began, ended));
            silence(stream, began);
            if (!weather.lies(began, ended) && report.unproven() == 0) {
                everythingIsStored(stream, began, ended, localIsAhead);
            }
        }
        watermarkIsHonest(stream, ended);
    }

    private void silence(LogStream stream, Instant began) {
        Duration silent = Duration.between(lastSuccess.put(stream, began), began);
        longestSilence.merge(stream, silent, (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    /** What the provider showed throughout a run that succeeded is stored. */
    private void everythingIsStored(LogStream stream, Instant began, Instant ended, Duration localIsAhead) {
        Instant from = latest(
                ended.minus(stream.retention()).plus(EDGE),
                archive.beginning(account, stream).orElse(Instant.MAX));
        Instant to = localIsAhead.isNegative() ? began.plus(localIsAhead) : began;
        if (from.isBefore(to)) {
            for (Shown<?> record : missing(stream, TimeWindow.between(from, to), began)) {
                throw new Broken("a run over " + stream + " at " + began + " succeeded without " + record);
            }
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** The watermark never passes what is neither stored nor written down as lost, if an answer had shown it. */
    private void watermarkIsHonest(LogStream stream, Instant ended) {
        Instant watermark = archive.watermark(account, stream).orElse(Instant.MIN);
        Instant before = watermarks.getOrDefault(
                stream, archive.beginning(account, stream).orElse(Instant.MIN));
        if (watermark.equals(Instant.MIN)) {
            return;
        }
        if (watermark.isBefore(before) && watermarks.containsKey(stream)) {
            throw new Broken("the watermark of " + stream + " moved back from " + before + " to " + watermark);
        }
        if (watermark.isAfter(before)) {
            Instant upTo = watermark.isBefore(ended) ? watermark : ended;
            if (before.isBefore(upTo)) {
                missing(stream, TimeWindow.between(before, upTo), ended).stream()
                        .filter(it -> provider.copiesShown(it) > copiesStored(stream, it))
                        .findFirst()
                        .ifPresent(it -> {
                            throw new Broken("the watermark of " + stream + " passed " + it + " at " + ended);
                        });
            }
        }
        watermarks.put(stream, watermark);
    }

    /** Records that were visible by then and are neither stored nor lost. */
    private List<Shown<?>> missing(LogStream stream, TimeWindow window, Instant visibleBy) {
        List<? extends Shown<?>> all = truth.of(stream);
        Set<Integer> left = Objects.requireNonNull(notStored.get(stream));
        int last = Truth.lower(all, window.to());
        List<Shown<?>> missing = new ArrayList<>();
        Iterator<Integer> candidates = left.iterator();
        while (candidates.hasNext()) {
            int index = candidates.next();
            if (index >= last) {
                break;
            }
            Shown<?> record = all.get(index);
            if (!record.goneAt().isAfter(visibleBy)) {
                candidates.remove();
            } else if (!record.visibleAt().isAfter(visibleBy) && isStored(stream, record)) {
                candidates.remove();
                if (record.row() instanceof CallSummary call) {
                    storedAt.put(call.key(), visibleBy);
                }
            } else if (!record.visibleAt().isAfter(visibleBy) && window.contains(record.at())) {
                missing.add(record);
            }
        }
        List<TimeWindow> lost = archive.lostTime(account, stream);
        missing.removeIf(it -> lost.stream().anyMatch(gap -> gap.contains(it.at())));
        return missing;
    }

    /** Of identical lines all must be there. */
    private boolean isStored(LogStream stream, Shown<?> record) {
        return record.row() instanceof CallSummary call
                ? archive.isStored(account, call.key())
                : copiesStored(stream, record) >= record.copies();
    }

    private int copiesStored(LogStream stream, Shown<?> record) {
        return record.row() instanceof RawLine line ? archive.copies(account, stream, line.text()) : 0;
    }

    private static Map<String, Integer> counted(List<String> lines) {
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach(it -> counts.merge(it, 1, Integer::sum));
        return counts;
    }

    /** A round over the logs has ended. */
    void fetched(BodyReport report, Instant began, Instant ended) {
        isStoppedByOurselves(report.failure(), began, ended);
        if (report.failure().isEmpty() && weather.isClear(began, ended)) {
            clearFetches.add(began);
        }
    }

    /** Nobody else's wrong password stops us, and ours no longer than the longest pause once all is well. */
    private void isStoppedByOurselves(Optional<Failure> failure, Instant began, Instant ended) {
        failure.filter(Failure::credentials)
                .filter(it -> weather.isClear(began.minus(MAX_STOP), ended))
                .ifPresent(it -> {
                    throw new Broken("stopped without need at " + began + ": " + it);
                });
    }

    /** The provider's limit of refused sign-ins, over all who use the account. */
    private void signInsAreFew() {
        List<Instant> refused = provider.refusedSignIns();
        for (int i = MAX_SIGN_INS; i < refused.size(); i++) {
            Instant first = refused.get(i - MAX_SIGN_INS);
            if (Duration.between(first, refused.get(i)).compareTo(SIGN_INS_WITHIN) < 0) {
                throw new Broken("more than " + MAX_SIGN_INS + " refused sign-ins since " + first);
            }
        }
    }

    /** Requests left no faster than the budget allows. */
    void paced(List<Instant> requests, double perSecond) {
        long least = (long) (1_000_000_000 / perSecond);
        for (int i = 1; i < requests.size(); i++) {
            if (Duration.between(requests.get(i - 1), requests.get(i)).toNanos() < least) {
                throw new Broken("two requests within " + Duration.between(requests.get(i - 1), requests.get(i)));
            }
        }
    }

    /** The final comparison. */
    void judge(Instant now) {
        signInsAreFew();
        for (LogStream stream : LogStream.values()) {
            Instant beginning = archive.beginning(account, stream).orElseThrow();
            Instant settled = now.minus(Duration.ofHours(3));
            List<Shown<?>> missing = missing(stream, TimeWindow.between(beginning, settled), settled);
            missing.removeIf(it -> wasHiddenByLies(stream, it));
            check(missing.isEmpty(), () -> "silently lost: " + missing);
            check(
                    archive.unproven(account, stream).isEmpty(),
                    () -> "still unproven: " + stream + archive.unproven(account, stream));
            check(
                    archive.watermark(account, stream).orElseThrow().isAfter(settled),
                    () -> "the watermark of " + stream + " stands at " + archive.watermark(account, stream));
            lossIsReal(stream);
        }
        storedIsTrue();
        bodiesAreTrue(now);
        check(archive.claims(account) == 0, () -> "claims left: " + archive.claims(account));
    }

    /** Whether the provider was asked while it showed the record, and each time stated a total that was wrong. */
    private boolean wasHiddenByLies(LogStream stream, Shown<?> record) {
        Instant last = record.at().plus(stream.retention());
        List<Boolean> asked = honest.getOrDefault(stream, Map.of()).entrySet().stream()
                .filter(it ->
                        it.getKey().isAfter(record.visibleAt()) && it.getKey().isBefore(last))
                .map(Map.Entry::getValue)
                .toList();
        return !asked.isEmpty() && !asked.contains(true);
    }

    private void lossIsReal(LogStream stream) {
        Duration silence = Objects.requireNonNull(longestSilence.get(stream));
        boolean mayLose = silence.compareTo(HARMLESS) > 0 || everUnproven.contains(stream);
        check(
                mayLose || archive.lostTime(account, stream).isEmpty(),
                () -> "written down as lost without need: " + stream + archive.lostTime(account, stream));
    }

    /** What is stored was shown, each row once. */
    private void storedIsTrue() {
        Set<CallSummary> real = new HashSet<>();
        truth.calls().forEach(it -> real.add(it.row()));
        archive.calls(account)
                .values()
                .forEach(call -> check(real.contains(call), () -> "stored, but never shown: " + call));
        for (LogStream stream : List.of(LogStream.SESSIONS, LogStream.ERRORS)) {
            List<Shown<RawLine>> lines = stream == LogStream.SESSIONS ? truth.sessions() : truth.errors();
            Map<String, Integer> shown =
                    counted(lines.stream().map(it -> it.row().text()).toList());
            counted(archive.lines(account, stream))
                    .forEach((line, copies) -> check(
                            copies <= shown.getOrDefault(line, 0), () -> "stored too often: " + copies + " " + line));
        }
    }

    private void bodiesAreTrue(Instant now) {
        Map<CallKey, String> bodies = archive.bodies(account);
        Set<CallKey> lost = archive.lostLogs(account);
        Set<CallKey> archived = archive.archivedLogs(account);
        for (CallSummary call : archive.calls(account).values()) {
            Truth.Log log = Objects.requireNonNull(truth.log(call.key()));
            boolean isWhole =
                    new String(log.content(), java.nio.charset.StandardCharsets.UTF_8).equals(bodies.get(call.key()));
            boolean isArchived = archived.contains(call.key());
            check(isArchived == isWhole, () -> "said to be archived: " + isArchived + ", but is not: " + log);
            boolean isExpired = call.startedAt().plus(Duration.ofDays(5)).isBefore(now.minus(EDGE));
            check(isArchived || !isExpired || lost.contains(call.key()), () -> "a log lost in silence: " + log);
            check(isArchived || !couldBeHad(log), () -> "a log that could be had was not: " + log);
        }
    }

    /** Whether there were clear rounds while the log could be had, with time between for every backoff. */
    private boolean couldBeHad(Truth.Log log) {
        Instant from = latest(
                latest(log.call().visibleAt(), latest(log.thereFrom(), log.readableFrom())),
                storedAt.getOrDefault(log.call().row().key(), Instant.MAX.minus(BACKOFF)));
        Instant last = log.call().at().plus(LogStream.CALLS.retention()).minus(EDGE);
        return clearFetches.stream().anyMatch(it -> it.isAfter(from.plus(BACKOFF)) && it.isBefore(last));
    }

    private static void check(boolean isKept, java.util.function.Supplier<String> otherwise) {
        if (!isKept) {
            throw new Broken(otherwise.get());
        }
    }

    /** The promise was broken. */
    static final class Broken extends AssertionError {
        Broken(String how) {
            super(how);
        }
    }
}
