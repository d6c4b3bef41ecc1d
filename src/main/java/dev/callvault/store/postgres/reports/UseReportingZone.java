package dev.callvault.store.postgres.reports;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Sets the zone whose hours and days the reports use; if it changes, every figure becomes stale. */
final class UseReportingZone {
    private static final String CHANGE =
            "UPDATE archive.settings SET reporting_zone = {0} WHERE reporting_zone <> {0} AND now() AT TIME ZONE {0} IS NOT NULL";

    private static final String MARK = "SELECT archive.mark_everything()";

    private UseReportingZone() {}

    static void execute(DSLContext dsl, ZoneId zone) {
        RefreshRollup.lock(dsl);
        if (dsl.execute(CHANGE, DSL.val(name(zone))) > 0) {
            dsl.fetch(MARK);
        }
    }

    /** PostgreSQL reads a bare offset with the opposite sign, as POSIX does: west is positive. */
    private static String name(ZoneId zone) {
        if (!(zone.normalized() instanceof ZoneOffset offset) || !(zone instanceof ZoneOffset)) {
            return zone.getId();
        }
        int seconds = offset.getTotalSeconds();
        return seconds == 0
                ? "UTC"
                : "<" + offset.getId() + ">"
                        + ZoneOffset.ofTotalSeconds(-seconds).getId();
    }
}
