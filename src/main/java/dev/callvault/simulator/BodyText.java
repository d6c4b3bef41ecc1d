package dev.callvault.simulator;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Counted;
import dev.callvault.call.SessionId;
import dev.callvault.simulator.Day.CallError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a call's log from the call alone, in the documented line format. */
final class BodyText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy hh:mm:ss a zzz", Locale.US);
    private static final List<String> PROMPTS = List.of("welcome", "main_menu", "account", "balance", "goodbye");
    private static final List<String> CITIES = List.of("Boston", "New York", "Chicago", "Denver");

    /** From one question of the application to the next. */
    private static final int SECONDS_A_TURN = 3;

    private final long seed;
    private final ZoneId zone;
    private final Function<SessionId, List<CallError>> errors;

    BodyText(long seed, ZoneId zone, Function<SessionId, List<CallError>> errors) {
        this.seed = seed;
        this.zone = zone;
        this.errors = errors;
    }

    /** A line that is not printed yet. */
    private record Line(Instant at, String module, String rest) {}

    byte[] of(CallSummary call) {
        StringBuilder text = new StringBuilder();
        lines(call).forEach(it -> print(text, call, it));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** From the call's start to its end, where its last line is. */
    private List<Line> lines(CallSummary call) {
        SplittableRandom random = new SplittableRandom(seed ^ call.logId().value());
        Instant start = call.startedAt();
        long length = length(call);
        int turns = Math.clamp(length / SECONDS_A_TURN, 1, 3 + random.nextInt(10));
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                start, "tel", "EVENT: Call " + call.direction() + " from " + call.src() + " to " + call.dest()));
        lines.add(new Line(start, "inet", "EVENT: Fetching http://ivr.example.com/start.vxml?caller=" + call.src()));
        for (int i = 0; i < turns; i++) {
            long begins = length * i / turns;
            long lasts = Math.max(1, length * (i + 1) / turns - begins);
            Instant at = start.plusSeconds(begins);
            Instant then = start.plusSeconds(Math.min(length, begins + 1 + random.nextLong(lasts)));
            lines.add(new Line(at, "prompt", "DEBUG: Playing " + PROMPTS.get(random.nextInt(PROMPTS.size())) + ".wav"));
            lines.add(new Line(then, "rec", "LOCAL: User input: " + random.nextInt(10) + " (dtmf)"));
            lines.add(new Line(then, "vxi", "DEBUG: Transition to form step" + i + " – matched"));
        }
        for (CallError error : errors.apply(call.sessionId())) {
            long after = Math.clamp(Duration.between(start, error.at()).toSeconds(), 0, length);
            lines.add(new Line(start.plusSeconds(after), "vxi", "ERROR: " + error.message()));
        }
        lines.sort(Comparator.comparing(Line::at));
        lines.add(new Line(start.plusSeconds(length), "tel", "USAGE: Call ended after " + Counted.of(turns, "turn")));
        return lines;
    }

    /** A call that is listed at another time than it was made may seem to end before it starts. */
    private static long length(CallSummary call) {
        @Nullable Instant end = call.endedAt();
        return end == null
                ? 0
                : Math.max(0, Duration.between(call.startedAt(), end).toSeconds());
    }

    private void print(StringBuilder text, CallSummary call, Line line) {
        text.append(TIME.format(line.at().atZone(zone)))
                .append(" [")
                .append(line.module())
                .append("] (")
                .append(call.sessionId())
                .append(") ")
                .append(line.rest())
                .append('\n');
    }

    static String city(CallSummary call) {
        return CITIES.get((int) (call.logId().value() % CITIES.size()));
    }
}
