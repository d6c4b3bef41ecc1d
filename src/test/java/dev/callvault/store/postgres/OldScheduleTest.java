package dev.callvault.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.TestServer;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.postgres.server.Database;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** The tables of the schedule that went: they are dropped once nobody uses them any more. */
class OldScheduleTest {
    @Test
    void older_nodes_keep_their_schedule_until_none_of_them_is_left() {
        DatabaseSettings fresh = TestServer.freshDatabase();
        try (Database database = new Database(fresh.url(), fresh.username(), null)) {
            DSLContext sql = DSL.using(database.dataSource(), SQLDialect.POSTGRES);
            assertThat(hasOldSchedule(sql)).as("in a new archive").isFalse();
            sql.execute("CREATE SCHEMA quartz");
            sql.execute("CREATE TABLE quartz.qrtz_scheduler_state (instance_name text, last_checkin_time bigint)");
            sql.execute("CREATE TABLE quartz.qrtz_locks (lock_name text)");
            sql.execute("INSERT INTO quartz.qrtz_scheduler_state VALUES ('old', extract(epoch FROM now()) * 1000)");

            database.migrate();
            assertThat(hasOldSchedule(sql)).as("while an older node checks in").isTrue();
            sql.execute("UPDATE quartz.qrtz_scheduler_state SET last_checkin_time = last_checkin_time - 601000");
            database.migrate();

            assertThat(hasOldSchedule(sql)).as("once it does no more").isFalse();
            database.migrate();
        }
    }

    private static boolean hasOldSchedule(DSLContext sql) {
        return sql.fetchSingle("SELECT count(*) FROM pg_namespace WHERE nspname = 'quartz'")
                        .get(0, Long.class)
                == 1;
    }
}
