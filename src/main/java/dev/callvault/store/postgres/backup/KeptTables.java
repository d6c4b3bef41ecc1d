package dev.callvault.store.postgres.backup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The only list of what is in a backup. Every table of the schema is either kept, or left out for a reason; a test compares this with
 * the schema.
 */
final class KeptTables {
    /** The logs, which are written after the snapshot. */
    static final String LOGS = "call_logs";

    /** What is written of one moment. In this order they can be stored. */
    static final List<KeptTable> AT_SNAPSHOT = List.of(
            KeptTable.of("settings"),
            KeptTable.of("accounts"),
            // which contracts have ended
            KeptTable.of("closings"),
            KeptTable.of("removals"),
            // where imported records came from
            KeptTable.of("imports"),
            KeptTable.of("calls"),
            KeptTable.of("call_conflicts"),
            KeptTable.of("sessions"),
            KeptTable.of("errors"),
            // which logs are wanted, but not who is fetching one
            KeptTable.of("body_queue").with("claimed_by", "NULL").with("claimed_until", "NULL"),
            KeptTable.of("coverage"),
            KeptTable.of("watermarks"),
            KeptTable.of("gaps"),
            KeptTable.of("unproven"),
            KeptTable.of("unread_rows"),
            // what the provider was found to allow, so that it is not found by refused requests again
            KeptTable.of("windows"),
            KeptTable.of("request_budgets"),
            // what the account has failed at, so that a restored archive does not lock it out
            KeptTable.of("logins").with("trying", "false"),
            KeptTable.of("sign_ins"),
            KeptTable.of("runs"),
            // what is due, but not what a node is doing
            KeptTable.of("jobs").where("ended_at IS NOT NULL"),
            KeptTable.of("throughput"),
            KeptTable.of("holds"),
            KeptTable.of("keep"),
            KeptTable.of("reads"),
            KeptTable.of("directory"),
            // stored figures fit their marks and the records, and calculating them anew takes long
            KeptTable.of("stale_marks"),
            KeptTable.of("call_hours"),
            KeptTable.of("call_days"),
            KeptTable.of("call_areas"),
            KeptTable.of("error_hours"),
            KeptTable.of("callers"));

    /** What was erased and deleted, by keys and hashes alone. */
    static final List<KeptTable> TOMBSTONES = List.of(
            KeptTable.of("forgotten_calls"),
            KeptTable.of("forgotten_sessions"),
            KeptTable.of("forgotten_lines"),
            KeptTable.of("forgotten_rows"));

    /** What is written last, so that nothing comes back that was erased while the logs were written. */
    static final List<KeptTable> AT_END = List.of(
            TOMBSTONES.get(0),
            TOMBSTONES.get(1),
            TOMBSTONES.get(2),
            TOMBSTONES.get(3),
            KeptTable.of("erasures"),
            KeptTable.of("kept_since"));

    static final Map<String, String> LEFT_OUT = leftOut();

    private KeptTables() {}

    /** Of the tables of the snapshot, those of this schema: that of an older program may lack some. */
    static List<String> existing(DSLContext dsl) {
        return AT_SNAPSHOT.stream()
                .map(KeptTable::name)
                .filter(it -> dsl.fetchValue("SELECT to_regclass({0})", DSL.val("archive." + it)) != null)
                .toList();
    }

    private static Map<String, String> leftOut() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("nodes", "processes that live");
        reasons.put("request_leases", "what they hold");
        reasons.put("area_codes", "comes with the schema");
        reasons.put("flyway_schema_history", "comes with the schema");
        reasons.put("readers", "logins of a server, which no database takes along; 'callvault reader' makes them");
        return reasons;
    }
}
