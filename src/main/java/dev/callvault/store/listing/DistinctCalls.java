package dev.callvault.store.listing;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the calls of one listing apart. */
public final class DistinctCalls {
    private DistinctCalls() {}

    /**
     * The calls in rounds, each with one call per log id at most. If a call is listed twice, the last one counts; other
     * calls with its log id follow in later rounds, the earliest first.
     */
    public static List<List<CallSummary>> rounds(List<CallSummary> listed) {
        Map<LogId, List<CallSummary>> byId = new LinkedHashMap<>();
        listed.forEach(it -> put(byId.computeIfAbsent(it.logId(), id -> new ArrayList<>(1)), it));
        List<List<CallSummary>> rounds = new ArrayList<>();
        for (List<CallSummary> calls : byId.values()) {
            calls.sort(Comparator.comparing(CallSummary::startedAt));
            for (int i = 0; i < calls.size(); i++) {
                if (i == rounds.size()) {
                    rounds.add(new ArrayList<>());
                }
                rounds.get(i).add(calls.get(i));
            }
        }
        return rounds;
    }

    private static void put(List<CallSummary> calls, CallSummary call) {
        for (int i = 0; i < calls.size(); i++) {
            if (!call.isAnotherThan(calls.get(i))) {
                calls.set(i, call);
                return;
            }
        }
        calls.add(call);
    }
}
