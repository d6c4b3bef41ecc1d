package dev.callvault.simulation;

import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What happens at the provider in a simulated month, made from its seed: the oracle. */
final class Truth {
    static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final DateTimeFormatter WALL_CLOCK =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.US).withZone(ZONE);
    /** No call shows up later than a day after its start. */
    private static final long LATEST = Duration.ofHours(24).toSeconds();

    private static final long GIVEN_AWAY_AFTER = Duration.ofDays(8).toSeconds();
    private static final int MOST_WRONG = 3_000;
    private static final int MOST_SLOW = (int) Duration.ofDays(2).toSeconds();

    private final SplittableRandom random;
    private final List<Shown<CallSummary>> calls = new ArrayList<>();
    private final List<Shown<RawLine>> sessions = new ArrayList<>();
    private final List<Shown<RawLine>> errors = new ArrayList<>();
    private final Map<CallKey, Log> logs = new HashMap<>();
    private final Map<LogId, List<Log>> logsById = new HashMap<>();

    /**
     * A record.
     *
     * @param at the time that filters go by
     * @param visibleAt when it shows up
     * @param goneAt when it is shown with other values instead
     * @param copies how many records are identical to it, itself included
     */
    record Shown<T>(T row, Instant at, Instant visibleAt, Instant goneAt, int copies) {
        Shown<T> times(int more) {
            return new Shown<>(row, at, visibleAt, goneAt, more);
        }
    }

    /**
     * A call's log.
     *
     * @param thereFrom before that, the provider says that there is none
     * @param readableFrom before that, what it answers cannot be read
     */
    record Log(Shown<CallSummary> call, Instant thereFrom, Instant readableFrom) {
        byte[] content() {
            return ("log of call " + call.row().logId() + " of session "
                            + call.row().sessionId())
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    Truth(SplittableRandom random, Instant from, Instant to) {
        this.random = random;
        long pace = 1200L + random.nextInt(4800);
        long second = from.getEpochSecond();
        for (long id = 3_000_000_000L; second < to.getEpochSecond(); id += 1 + random.nextInt(50)) {
            boolean isBurst = random.nextInt(200) == 0;
            for (int i = isBurst ? 2 + random.nextInt(30) : 1; i > 0; i--) {
                add(random.nextInt(40) == 0 ? givenAway(second).orElse(id) : id, second);
                id++;
            }
            second += 1 + (long) (-pace * Math.log(1 - random.nextDouble()));
        }
        calls.sort(Comparator.comparing(Shown::at));
        sessions.sort(Comparator.comparing(Shown::at));
        errors.sort(Comparator.comparing(Shown::at));
    }

    /** The number of an earlier call whose log is no longer to be had, unless it was given away already. */
    private Optional<Long> givenAway(long start) {
        int old = lower(calls, start - GIVEN_AWAY_AFTER);
        return old == 0
                ? Optional.empty()
                : Optional.of(calls.get(random.nextInt(old)).row().logId())
                        .filter(it -> logsById.getOrDefault(it, List.of()).size() == 1)
                        .map(LogId::value);
    }

    private void add(long id, long start) {
        long length = 1L + (random.nextInt(100) == 0 ? random.nextInt(20_000) : random.nextInt(300));
        long late = random.nextInt(12) == 0 ? random.nextLong(LATEST) : random.nextInt(5);
        Instant visible = Instant.ofEpochSecond(start + Math.min(LATEST, length + late));
        String session = "100%03d;%03d;%d".formatted(id % 1000, id % 48, start - 10 - random.nextInt(200));
        String caller = random.nextInt(20) == 0 ? "" : "617555%04d".formatted(id % 10_000);
        CallSummary call = new CallSummary(
                new LogId(id),
                new SessionId(session),
                "inbound",
                "8005550142",
                caller,
                Instant.ofEpochSecond(start),
                Instant.ofEpochSecond(start + length));
        Shown<CallSummary> shown = new Shown<>(call, call.startedAt(), visible, Instant.MAX, 1);
        if (random.nextInt(50) == 0) {
            addCorrected(shown);
        } else {
            calls.add(shown);
        }
        Log log = log(shown);
        logs.put(call.key(), log);
        logsById.computeIfAbsent(call.logId(), it -> new ArrayList<>()).add(log);
        sessions.add(line(
                "inbound " + caller + " " + id % 48,
                start,
                visible,
                "8005550142 %s %d %d %d:%02d:%02d"
                        .formatted(session, start, start + length, length / 3600, length / 60 % 60, length % 60)));
        if (random.nextInt(5) == 0) {
            addErrors(caller, id, start + random.nextLong(Math.min(length, 600)), visible, session);
        }
    }

    /** Shown with a start that is wrong by less than an hour at first. */
    private void addCorrected(Shown<CallSummary> right) {
        CallSummary call = right.row();
        Instant corrected = right.visibleAt().plusSeconds(random.nextInt(MOST_SLOW));
        Instant wrong = call.startedAt().minusSeconds(1L + random.nextInt(MOST_WRONG));
        CallSummary first = new CallSummary(
                call.logId(), call.sessionId(), call.direction(), call.dest(), call.src(), wrong, call.endedAt());
        calls.add(new Shown<>(first, wrong, right.visibleAt(), corrected, 1));
        calls.add(new Shown<>(call, right.at(), corrected, Instant.MAX, 1));
    }

    private void addErrors(String caller, long id, long at, Instant visible, String session) {
        Shown<RawLine> error =
                line("error " + caller + " " + id % 48, at, visible, "8005550142 " + session + " error.badfetch: menu");
        int copies = random.nextInt(8) == 0 ? 2 + random.nextInt(6) : 1;
        for (int i = 0; i < copies; i++) {
            errors.add(error.times(copies));
        }
    }

    private static Shown<RawLine> line(String before, long at, Instant visible, String after) {
        Instant start = Instant.ofEpochSecond(at);
        RawLine line = RawLine.received(before + " [" + WALL_CLOCK.format(start) + " -0500] " + after);
        return new Shown<>(line, start, visible, Instant.MAX, 1);
    }

    private Log log(Shown<CallSummary> call) {
        Instant there = random.nextInt(40) == 0 ? later(call) : Instant.MIN;
        Instant readable = random.nextInt(60) == 0 ? later(call) : Instant.MIN;
        return new Log(call, there, readable);
    }

    /** Hours later, or never while the log is kept. */
    private Instant later(Shown<CallSummary> call) {
        return call.at().plusSeconds(random.nextLong(Duration.ofDays(6).toSeconds()));
    }

    List<Shown<CallSummary>> calls() {
        return calls;
    }

    List<Shown<RawLine>> sessions() {
        return sessions;
    }

    List<Shown<RawLine>> errors() {
        return errors;
    }

    List<? extends Shown<?>> of(LogStream stream) {
        return switch (stream) {
            case CALLS -> calls;
            case SESSIONS -> sessions;
            case ERRORS -> errors;
        };
    }

    @Nullable
    Log log(CallKey call) {
        return logs.get(call);
    }

    /** The log of the last call so far with this number. */
    @Nullable
    Log log(LogId id, Instant now) {
        return logsById.getOrDefault(id, List.of()).stream()
                .filter(it -> !it.call().visibleAt().isAfter(now))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** What starts in the window, earliest first. */
    static <T> List<Shown<T>> within(List<Shown<T>> all, TimeWindow window) {
        return all.subList(lower(all, window.from()), lower(all, window.to()));
    }

    static int lower(List<? extends Shown<?>> all, long second) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).at().getEpochSecond() < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
