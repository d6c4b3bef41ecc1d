package dev.callvault.store.postgres.forget;

import static dev.callvault.store.postgres.jooq.Tables.ERASURES;

import dev.callvault.number.Mentions;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Erased;
import dev.callvault.store.forget.ErasedNumber;
import dev.callvault.store.postgres.forget.DeleteMarked.Deleted;
import dev.callvault.store.postgres.forget.SelectErased.Selected;
import dev.callvault.store.postgres.sql.Transactions;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Erases a number, and locks nothing but the records that go. First it leaves tombstones for them; from then on nobody stores
 * them again, except those who began before, whose end it waits for; then it deletes them. If it is interrupted in between,
 * erasing the number again finishes it. A trial only counts.
 */
final class EraseNumber {
    /** A hold that was released is history; its number is not, unless another hold is in force for it. */
    private static final String RELEASED_HOLDS = """
            UPDATE archive.holds SET value = 'erased', numbers = NULL
            WHERE kind = 'number' AND released_at IS NOT NULL AND numbers && {0}::text[]
            """;

    private static final String IS_HELD = """
            SELECT EXISTS (SELECT FROM unnest({0}::text[]) AS form WHERE archive.is_held(NULL, form, NULL, 0))
            """;

    private final Transactions transactions;
    private final Mentions mentions;
    private final ErasureScope scope;

    EraseNumber(Transactions transactions, Mentions mentions, ErasedNumber number, Decision decision) {
        this.transactions = transactions;
        this.mentions = mentions;
        this.scope = new ErasureScope(number, decision);
    }

    Erased execute() {
        Mentioned mentioned = Mentioned.find(transactions, mentions, scope.number());
        Selected marked = transactions.patiently("mark what is to be erased", dsl -> {
            Selected selected = SelectErased.execute(dsl, scope, mentioned);
            LeaveTombstones.execute(dsl, scope);
            return selected;
        });
        AwaitWriters.of(transactions);
        return transactions.patiently("erase a number", dsl -> {
            Deleted deleted = DeleteMarked.execute(dsl, scope, mentioned);
            eraseTexts(dsl);
            Erased erased = new Erased(
                    deleted.records().alsoHeld(marked.held()), marked.mentions() + deleted.rows(), List.of());
            remember(dsl, erased.records());
            return erased;
        });
    }

    /** What would be erased, with examples. */
    Erased attempt() {
        Mentioned mentioned = Mentioned.find(transactions, mentions, scope.number());
        return transactions.patiently(
                "count what would be erased",
                dsl -> SelectErased.count(dsl, scope, mentioned, SelectErased.execute(dsl, scope, mentioned)));
    }

    private void eraseTexts(DSLContext dsl) {
        boolean isHeld = dsl.fetchSingle(IS_HELD, scope.forms()).get(0, Boolean.class);
        if (!scope.number().isSpelling() && !isHeld) {
            EraseRemarks.execute(dsl, mentions, scope.number().forms());
            dsl.execute(RELEASED_HOLDS, scope.forms());
        }
    }

    private void remember(DSLContext dsl, DeletedRecords erased) {
        dsl.insertInto(ERASURES)
                .set(ERASURES.ERASED_AT, scope.decision().at())
                .set(ERASURES.ERASED_BY, scope.decision().by())
                .set(ERASURES.REASON, scope.decision().reason())
                .set(ERASURES.CALLS, erased.calls())
                .set(ERASURES.BODIES, erased.bodies())
                .set(ERASURES.SESSIONS, erased.sessions())
                .set(ERASURES.ERRORS, erased.errors())
                .set(ERASURES.HELD, erased.held())
                .execute();
    }
}
