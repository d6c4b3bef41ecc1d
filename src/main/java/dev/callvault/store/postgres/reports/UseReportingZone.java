package dev.callvault.store.postgres.reports;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Sets the zone whose hours and days the reports use; if it changes, every figure becomes stale. */
final class UseReportingZone {
    private static final String CHANGE =
            "UPDATE archive.settings SET reporting_zone = {0} WHERE reporting_zone <> {0} AND now() AT TIME ZONE {0} IS NOT NULL";

    private static final String MARK = "SELECT archive.mark_everything()";

    private UseReportingZone() {}

    /** Returns the former zone; empty if it stays. */
    static Optional<String> execute(DSLContext dsl, ZoneId zone) {
        RefreshRollup.lock(dsl);
        String former = String.valueOf(dsl.fetchValue("SELECT reporting_zone FROM archive.settings"));
        if (dsl.execute(CHANGE, DSL.val(name(zone))) == 0) {
            return Optional.empty();
        }
        dsl.fetch(MARK);
        return Optional.of(former);
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
