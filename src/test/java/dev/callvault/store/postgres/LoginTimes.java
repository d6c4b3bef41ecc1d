package dev.callvault.store.postgres;

import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The logins' times are the database server's; tests move time by moving stored times back. */
public final class LoginTimes {
    private LoginTimes() {}

    /** Makes everything known about logins this much older. */
    public static void pass(DSLContext dsl, Duration time) {
        dsl.execute("""
                UPDATE archive.logins SET refused_at = refused_at - passed, next_try_at = next_try_at - passed
                FROM make_interval(secs => {0}) AS passed
                """, DSL.inline(time.toSeconds()));
        dsl.execute("""
                UPDATE archive.sign_ins SET accepted_at = accepted_at - passed,
                       refused_at = ARRAY(SELECT at - passed FROM unnest(refused_at) AS at)
                FROM make_interval(secs => {0}) AS passed
                """, DSL.inline(time.toSeconds()));
    }
}
