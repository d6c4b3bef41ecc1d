package dev.callvault.simulator;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.SessionId;
import dev.callvault.simulator.Day.CallError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Generates the calls of a day, with their sessions and errors, from the seed and the day alone. */
final class DayMaker {
    /** The platform's counter advanced by about 7 per second in 2017, and has passed 2^31 by now. */
    private static final long IDS_A_DAY = 7 * 86_400;

    private static final long FIRST_ID = 1_500_000_000L;
    private static final LocalDate FIRST_ID_DAY = LocalDate.of(2022, 1, 1);

    /** Calls in each hour of the provider's day, in thousandths. */
    private static final int[] HOURS = {
        6, 4, 3, 3, 4, 8, 18, 38, 66, 84, 88, 82, 76, 80, 82, 78, 70, 58, 44, 34, 28, 22, 14, 10
    };

    /** How many times fewer calls a quiet day has than a busy one. */
    private static final double QUIET = 10;

    private static final List<String> NUMBERS =
            List.of("6177123000", "8009957586", "8005550142", "6175550199", "8885550117");

    /** What goes wrong, and how often in a hundred errors. */
    private record Kind(int often, String message) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(46, "Max Disconnect Count Exceeded"),
            new Kind(24, "errno: 210 message Maximum loop count exceeded"),
            new Kind(17, "error.badfetch: http://ivr.example.com/menu.vxml?step=3 returned 500"),
            new Kind(9, "error.semantic: TypeError: account[0] is undefined"),
            new Kind(4, "ReferenceError: d is not defined line 1"));

    /** A session begins this long before its first call, at most. */
    static final long LONGEST_READY = 9_009;

    private static final int CALLERS = 100_000;

    private final SimulatorSettings settings;

    DayMaker(SimulatorSettings settings) {
        this.settings = settings;
    }

    static long firstId(LocalDate day) {
        return FIRST_ID + (day.toEpochDay() - FIRST_ID_DAY.toEpochDay()) * IDS_A_DAY;
    }

    /** The day to which a log id belongs, by the pace of the counter. */
    static LocalDate dayOf(LogId id) {
        return FIRST_ID_DAY.plusDays(Math.floorDiv(id.value() - FIRST_ID, IDS_A_DAY));
    }

    /** Whether the counter ever had this id: the world has a beginning. */
    static boolean isCounted(LogId id) {
        return id.value() >= FIRST_ID;
    }

    Day make(LocalDate day) {
        SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + day.toEpochDay());
        List<Long> starts = starts(day, random);
        List<SimulatedCall> calls = new ArrayList<>(starts.size());
        List<SimulatedLine> sessions = new ArrayList<>(starts.size());
        List<SimulatedLine> errors = new ArrayList<>();
        Map<SessionId, List<CallError>> errorsOfCalls = new HashMap<>();
        for (int i = 0; i < starts.size(); i++) {
            LogId id = new LogId(firstId(day) + i * IDS_A_DAY / starts.size());
            SimulatedCall call = call(id, starts.get(i), random);
            calls.add(call);
            sessions.addAll(sessionLines(call, random));
            List<CallError> failed = errorsOf(call, random);
            if (!failed.isEmpty()) {
                errorsOfCalls.put(call.summary().sessionId(), failed);
                failed.forEach(it -> errors.add(errorLine(call, it)));
            }
        }
        sessions.sort(Comparator.comparing(SimulatedLine::at));
        errors.sort(Comparator.comparing(SimulatedLine::at));
        return new Day(List.copyOf(calls), List.copyOf(sessions), List.copyOf(errors), Map.copyOf(errorsOfCalls));
    }

    private List<Long> starts(LocalDate day, SplittableRandom random) {
        boolean isWeekend = day.getDayOfWeek().getValue() > 5;
        double busy = (isWeekend ? 0.45 : 1.2) * (0.9 + 0.2 * random.nextDouble());
        long midnight = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        boolean isQuiet = day.isBefore(settings.busySince());
        double calls = isQuiet ? settings.callsPerDay() / QUIET : settings.callsPerDay();
        int count = Math.max(1, (int) Math.round(calls * busy));
        List<Long> starts = new ArrayList<>(count);
        while (starts.size() < count) {
            long second = midnight + random.nextInt(86_400);
            int hour = Instant.ofEpochSecond(second).atZone(settings.zone()).getHour();
            if (random.nextInt(90) < HOURS[hour]) {
                starts.add(second);
            }
        }
        starts.sort(Comparator.naturalOrder());
        return starts;
    }

    private SimulatedCall call(LogId id, long start, SplittableRandom random) {
        String direction = random.nextInt(100) < 12 ? "outbound" : "inbound";
        long length = length(random);
        int channel = random.nextInt(48);
        long ready = start - 9 - random.nextLong(random.nextInt(20) == 0 ? 9_000 : 90);
        String server = String.format(Locale.ROOT, "%d000%02d", 1 + random.nextInt(4), random.nextInt(60));
        String session = String.format(Locale.ROOT, "%s;%03d;%d", server, channel, ready);
        String number = NUMBERS.get(popular(random));
        String person = caller(random);
        boolean isOut = direction.equals("outbound");
        Instant end = Instant.ofEpochSecond(start + length);
        return new SimulatedCall(
                new CallSummary(
                        id,
                        new SessionId(session),
                        direction,
                        isOut ? "1" + (person.isEmpty() ? number((int) (id.value() % CALLERS)) : person) : number,
                        isOut ? number : person,
                        Instant.ofEpochSecond(start),
                        end),
                end.plusSeconds(2 + late(random)),
                random.nextInt(100) < 97);
    }

    /** Some numbers are called more often than others. */
    private static int popular(SplittableRandom random) {
        int one = random.nextInt(NUMBERS.size());
        int other = random.nextInt(NUMBERS.size());
        return Math.min(one, other);
    }

    private static long length(SplittableRandom random) {
        if (random.nextInt(500) == 0) {
            return 3600L + random.nextInt(20_000);
        }
        return random.nextInt(8) == 0 ? 1L + random.nextInt(6) : 8 + (long) (-110 * Math.log(1 - random.nextDouble()));
    }

    /** Some callers call repeatedly; some withhold their number. */
    private static String caller(SplittableRandom random) {
        if (random.nextInt(25) == 0) {
            return "";
        }
        int who = random.nextInt(3) == 0 ? random.nextInt(200) : random.nextInt(CALLERS);
        return number(who);
    }

    private static String number(int who) {
        return String.format(Locale.ROOT, "%s555%04d", AreaCodes.of(who), who % 10_000);
    }

    private long late(SplittableRandom random) {
        return random.nextInt(1000) < settings.latePerMille()
                ? random.nextLong(Math.max(1, settings.latest().toSeconds()))
                : 0;
    }

    private static List<SimulatedLine> sessionLines(SimulatedCall call, SplittableRandom random) {
        CallSummary summary = call.summary();
        List<SimulatedLine> lines = new ArrayList<>();
        lines.add(session(call, summary.direction(), summary.startedAt()));
        long length = seconds(summary.endedAt()) - summary.startedAt().getEpochSecond();
        if (length > 60 && random.nextInt(20) == 0) {
            lines.add(session(call, "transfer", summary.startedAt().plusSeconds(length / 2)));
        }
        return lines;
    }

    private static SimulatedLine session(SimulatedCall call, String kind, Instant start) {
        CallSummary summary = call.summary();
        boolean isOut = kind.equals("outbound");
        long end = seconds(summary.endedAt());
        long length = end - start.getEpochSecond();
        return new SimulatedLine(
                start,
                call.visibleAt(),
                kind + " " + (isOut ? summary.dest() : summary.src()) + " " + channel(summary) + " ",
                start,
                String.format(
                        Locale.ROOT,
                        " %s %s %d %d %02d:%02d:%02d",
                        isOut ? "ivr@example.com" : summary.dest(),
                        summary.sessionId(),
                        start.getEpochSecond(),
                        end,
                        length / 3600,
                        length / 60 % 60,
                        length % 60));
    }

    private static List<CallError> errorsOf(SimulatedCall call, SplittableRandom random) {
        if (random.nextInt(25) > 0) {
            return List.of();
        }
        CallSummary summary = call.summary();
        long length =
                Math.max(1, seconds(summary.endedAt()) - summary.startedAt().getEpochSecond());
        Instant at = summary.startedAt().plusSeconds(random.nextLong(length));
        CallError error = new CallError(at, message(random.nextInt(100)));
        return random.nextInt(10) == 0 ? List.of(error, error) : List.of(error);
    }

    private static String message(int ofHundred) {
        int rest = ofHundred;
        for (Kind kind : KINDS) {
            if (rest < kind.often()) {
                return kind.message();
            }
            rest -= kind.often();
        }
        throw new IllegalStateException("the kinds are a hundred in all");
    }

    private static SimulatedLine errorLine(SimulatedCall call, CallError error) {
        CallSummary summary = call.summary();
        return new SimulatedLine(
                error.at(),
                call.visibleAt(),
                "error " + summary.src() + " " + channel(summary) + " ",
                error.at(),
                " " + summary.dest() + " " + summary.sessionId() + " " + error.message());
    }

    private static int channel(CallSummary call) {
        return Integer.parseInt(call.sessionId().value().split(";", 3)[1]);
    }

    private static long seconds(@org.jspecify.annotations.Nullable Instant instant) {
        return instant == null ? 0 : instant.getEpochSecond();
    }

    /** Area codes of the North American numbering plan. */
    private static final class AreaCodes {
        /** A prime number of them, so that counting through them and through the lines gives many different numbers. */
        private static final List<String> ALL = Stream.of(
                        "201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240",
                        "248 251 252 253 254 256 260 262 267 269 270 281 301 302 303 304 305 307 308 309 310 312 313 314 315",
                        "316 317 318 319 320 321 323 325 330 334 336 337 339 347 351 352 360 361 401 402 404 405 406 407 408",
                        "409 410 412 413 414 415 417 419 423 425 432 434 435 440 469 470 478 479 480 484 501 502 503 504 505",
                        "617")
                .flatMap(it -> Stream.of(it.split(" ", -1)))
                .toList();

        private AreaCodes() {}

        private static String of(int who) {
            return ALL.get(who % ALL.size());
        }
    }
}
