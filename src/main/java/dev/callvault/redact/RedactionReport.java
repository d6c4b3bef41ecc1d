package dev.callvault.redact;

import dev.callvault.call.LogId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What redaction found in one account: rows per table, matches per rule, and which call logs. */
public final class RedactionReport {
    private static final int MAX_IDS = 1000;

    private final String account;
    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, Map<String, Long>> rules = new TreeMap<>();
    private final List<LogId> logIds = new ArrayList<>();

    RedactionReport(String account) {
        this.account = account;
    }

    void count(String table, Map<String, Integer> before, Map<String, Integer> after) {
        rows.merge(table, 1L, Long::sum);
        after.forEach((rule, count) -> rules.computeIfAbsent(table, it -> new TreeMap<>())
                .merge(rule, (long) count - before.getOrDefault(rule, 0), Long::sum));
    }

    void log(LogId logId) {
        if (logIds.size() < MAX_IDS) {
            logIds.add(logId);
        }
    }

    public String account() {
        return account;
    }

    /** Rows with redactions, by table: bodies, quarantine, sessions, errors, unread_rows. */
    public Map<String, Long> rows() {
        return rows;
    }

    /** Matches of each rule, by table. */
    public Map<String, Map<String, Long>> rules() {
        return rules;
    }

    /** The first thousand call logs with redactions. */
    public List<LogId> logIds() {
        return logIds;
    }
}
