package dev.callvault.simulator;

import dev.callvault.call.CallSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes a call's log from the call alone, in the documented line format. */
final class BodyText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy hh:mm:ss a zzz", Locale.US);
    private static final List<String> PROMPTS = List.of("welcome", "main_menu", "account", "balance", "goodbye");
    private static final List<String> CITIES = List.of("Boston", "New York", "Chicago", "Denver");

    private final long seed;
    private final ZoneId zone;

    BodyText(long seed, ZoneId zone) {
        this.seed = seed;
        this.zone = zone;
    }

    byte[] of(CallSummary call) {
        SplittableRandom random = new SplittableRandom(seed ^ call.logId().value());
        StringBuilder text = new StringBuilder();
        Instant at = call.startedAt();
        line(text, call, at, "tel", "EVENT: Call " + call.direction() + " from " + call.src() + " to " + call.dest());
        line(text, call, at, "inet", "EVENT: Fetching http://ivr.example.com/start.vxml?caller=" + call.src());
        int turns = 3 + random.nextInt(10);
        for (int i = 0; i < turns; i++) {
            at = at.plusSeconds(1 + random.nextInt(9));
            line(text, call, at, "prompt", "DEBUG: Playing " + PROMPTS.get(random.nextInt(PROMPTS.size())) + ".wav");
            line(text, call, at.plusSeconds(1), "rec", "LOCAL: User input: " + random.nextInt(10) + " (dtmf)");
            line(text, call, at.plusSeconds(1), "vxi", "DEBUG: Transition to form step" + i + " – matched");
        }
        line(text, call, at.plusSeconds(2), "tel", "USAGE: Call ended after " + turns + " turns");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void line(StringBuilder text, CallSummary call, Instant at, String module, String rest) {
        text.append(TIME.format(at.atZone(zone)))
                .append(" [")
                .append(module)
                .append("] (")
                .append(call.sessionId())
                .append(") ")
                .append(rest)
                .append('\n');
    }

    static String city(CallSummary call) {
        return CITIES.get((int) (call.logId().value() % CITIES.size()));
    }
}
