package dev.callvault.store.postgres.proof;

import static dev.callvault.store.postgres.jooq.Tables.CALL_LOGS;
import static dev.callvault.store.postgres.jooq.Tables.EVERY_CALL;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.forget.StoredTexts;
import dev.callvault.store.proof.BodyProofStore.StoredBody;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * Picks logs of recent calls at random, of those that the provider still returns under their number, and as they are
 * stored: an erased number that they mentioned is only masked here. An imported log is what its file was.
 */
final class SampleBodies {
    private static final Param<String> ERASED_NUMBER = DSL.inline(StoredTexts.ERASED_NUMBER);

    private SampleBodies() {}

    static List<StoredBody> fetch(DSLContext dsl, AccountId account, Instant since, int most) {
        return dsl.select(CALL_LOGS.LOG_ID, CALL_LOGS.SHA256)
                .from(CALL_LOGS)
                .where(CALL_LOGS.ACCOUNT_ID.eq(account.value()))
                .and(CALL_LOGS.STARTED_AT.ge(since))
                .and(CALL_LOGS.QUARANTINE.isNull())
                .and(CALL_LOGS.IMPORT_ID.isNull())
                .and(DSL.condition("NOT coalesce(jsonb_exists({0}, {1}), false)", CALL_LOGS.REDACTIONS, ERASED_NUMBER))
                .andNotExists(dsl.selectOne()
                        .from(EVERY_CALL)
                        .where(EVERY_CALL.ACCOUNT_ID.eq(CALL_LOGS.ACCOUNT_ID))
                        .and(EVERY_CALL.LOG_ID.eq(CALL_LOGS.LOG_ID))
                        .and(EVERY_CALL.STARTED_AT.gt(CALL_LOGS.STARTED_AT)))
                .orderBy(DSL.rand())
                .limit(most)
                .fetch(row ->
                        new StoredBody(new LogId(row.value1()), HexFormat.of().formatHex(row.value2())));
    }
}
