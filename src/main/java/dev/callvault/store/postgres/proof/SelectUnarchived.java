package dev.callvault.store.postgres.proof;

import static dev.callvault.store.postgres.jooq.Tables.BODY_QUEUE;
import static dev.callvault.store.postgres.jooq.Tables.EVERY_CALL;
import static dev.callvault.store.postgres.jooq.Tables.GAPS;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.LogState;
import dev.callvault.store.proof.BodyProofStore.Unarchived;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Reads the calls whose log is not archived, and why. Nobody knows of an imported call whether it has one. */
final class SelectUnarchived {
    private static final Field<String> LOST = DSL.field(DSL.select(GAPS.REASON)
            .from(GAPS)
            .where(GAPS.ACCOUNT_ID.eq(EVERY_CALL.ACCOUNT_ID))
            .and(GAPS.STREAM.eq("bodies"))
            .and(GAPS.LOG_ID.eq(EVERY_CALL.LOG_ID))
            .and(GAPS.FROM_TIME.eq(EVERY_CALL.STARTED_AT))
            .and(GAPS.RESOLVED_AT.isNull())
            .limit(1));

    private static final Field<String> WHY =
            DSL.coalesce(LOST, BODY_QUEUE.LAST_FAILURE, DSL.inline("")).as("why");

    private SelectUnarchived() {}

    static List<Unarchived> fetch(DSLContext dsl, AccountId account) {
        return dsl.select(EVERY_CALL.LOG_ID, EVERY_CALL.LOG_STATE, BODY_QUEUE.LOG_ID, WHY)
                .from(EVERY_CALL)
                .leftJoin(BODY_QUEUE)
                .on(BODY_QUEUE
                        .ACCOUNT_ID
                        .eq(EVERY_CALL.ACCOUNT_ID)
                        .and(BODY_QUEUE.LOG_ID.eq(EVERY_CALL.LOG_ID))
                        .and(BODY_QUEUE.STARTED_AT.eq(EVERY_CALL.STARTED_AT)))
                .where(EVERY_CALL.ACCOUNT_ID.eq(account.value()))
                .and(EVERY_CALL.LOG_STATE.ne("archived"))
                .and(EVERY_CALL.IMPORT_ID.isNull())
                .orderBy(EVERY_CALL.LOG_ID)
                .fetch(row -> new Unarchived(
                        new LogId(row.get(EVERY_CALL.LOG_ID)),
                        LogState.valueOf(row.get(EVERY_CALL.LOG_STATE).toUpperCase(Locale.ROOT)),
                        row.get(BODY_QUEUE.LOG_ID) != null,
                        row.get(WHY)));
    }
}
