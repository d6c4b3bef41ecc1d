package dev.callvault.store.postgres.coordination;

import dev.callvault.store.coordination.JobStore;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Single statements, for tests of their locks. */
public final class JobStatements {
    private JobStatements() {}

    public static JobStore.Claimed take(DSLContext dsl, String node, Set<JobStore.Job> jobs) {
        return TakeJobs.execute(dsl, DSL.val(null, Long.class), node, jobs, false);
    }
}
