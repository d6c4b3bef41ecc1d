package dev.callvault.store.postgres.bodies;

import dev.callvault.call.AccountId;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** Single statements, for tests of their plans and locks. */
public final class BodyStatements {
    private BodyStatements() {}

    public static List<WantedBody> claim(DSLContext dsl, AccountId account, BodyStore.Claim claim) {
        return ClaimBodies.execute(dsl, account, claim);
    }

    public static void settle(DSLContext dsl, AccountId account, String node, List<BodyOutcome> outcomes, Instant now) {
        SettleBodies.execute(dsl, account, node, outcomes, now);
    }
}
