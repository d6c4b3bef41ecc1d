package dev.callvault.cli.report;

import dev.callvault.call.CallSummary;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.status.CallConflict;
import dev.callvault.store.status.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls that the provider listed under the log id of another call. */
public final class ConflictReport {
    private ConflictReport() {}

    /** A line for each; empty when there are none. */
    public static String text(List<Loss<CallConflict>> conflicts) {
        StringBuilder text = new StringBuilder();
        if (!conflicts.isEmpty()) {
            text.append("  log ids that the provider gave to another call; both calls are kept:\n");
            conflicts.forEach(it -> text.append("  ").append(line(it)).append('\n'));
        }
        return text.toString();
    }

    private static String line(Loss<CallConflict> loss) {
        CallConflict conflict = loss.what();
        return loss.id() + " log " + conflict.call().logId() + ": "
                + conflict.known().map(it -> words(it) + ", and ").orElse("") + words(conflict.call()) + " (its log: "
                + conflict.state().label() + ")" + GapsReport.note(loss);
    }

    private static String words(CallSummary call) {
        return "the call of " + HumanFormat.instant(Optional.of(call.startedAt())) + " from "
                + (call.caller().isEmpty() ? "a withheld number" : call.caller()) + " to " + call.called()
                + ", session "
                + call.sessionId();
    }

    public static List<Map<String, ?>> json(List<Loss<CallConflict>> conflicts) {
        return conflicts.stream().<Map<String, ?>>map(ConflictReport::json).toList();
    }

    private static Map<String, ?> json(Loss<CallConflict> loss) {
        CallConflict conflict = loss.what();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", loss.id().toString());
        json.put("log_id", conflict.call().logId().value());
        json.put("call", json(conflict.call()));
        json.put("log_state", conflict.state().label());
        json.put("first_seen", HumanFormat.instant(Optional.of(conflict.firstSeen())));
        json.put("known_call", conflict.known().map(ConflictReport::json).orElse(null));
        json.put("acknowledged", GapsReport.acknowledged(loss));
        return json;
    }

    private static Map<String, ?> json(CallSummary call) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("session_id", call.sessionId().value());
        json.put("direction", call.direction());
        json.put("from_number", call.caller());
        json.put("to_number", call.called());
        json.put("started_at", HumanFormat.instant(Optional.of(call.startedAt())));
        json.put("ended_at", call.endedAt() == null ? null : HumanFormat.instant(Optional.ofNullable(call.endedAt())));
        return json;
    }
}
