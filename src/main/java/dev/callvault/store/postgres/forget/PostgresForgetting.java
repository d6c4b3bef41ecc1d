package dev.callvault.store.postgres.forget;

import dev.callvault.store.forget.Forgetting;
import dev.callvault.store.forget.Forgotten;
import dev.callvault.store.forget.Hold;
import dev.callvault.store.forget.KeptSince;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.impl.DSL;

public final class PostgresForgetting implements Forgetting {
    private static final String PLACE = """
            INSERT INTO archive.holds (kind, value, placed_at) VALUES ({0}, {1}, to_timestamp({2})) ON CONFLICT DO NOTHING
            """;
    private static final String RELEASE = """
            UPDATE archive.holds SET released_at = to_timestamp({2})
            WHERE kind = {0} AND value = {1} AND released_at IS NULL
            """;

    private final Transactions transactions;

    public PostgresForgetting(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Forgotten deleteOlder(KeptSince kept, Instant now, BooleanSupplier goesOn) {
        return new DeleteOlder(transactions, now, goesOn).than(kept);
    }

    @Override
    public Forgotten erase(String number, boolean isTrial, Instant now) {
        return EraseNumber.of(transactions, normal(number), isTrial, now);
    }

    @Override
    public String normal(String number) {
        return transactions.inOne(
                "normalize a telephone number",
                dsl -> dsl.fetchSingle("SELECT archive.normal_number({0})", DSL.val(number))
                        .get(0, String.class));
    }

    @Override
    public List<Hold> holds() {
        return transactions.inOne(
                "read the holds",
                dsl -> dsl.fetch(
                                "SELECT kind, value, placed_at FROM archive.holds WHERE released_at IS NULL ORDER BY hold_id")
                        .map(PostgresForgetting::hold));
    }

    private static Hold hold(Record row) {
        return new Hold(
                Hold.Kind.valueOf(row.get(0, String.class).toUpperCase(Locale.ROOT)),
                row.get(1, String.class),
                row.get(2, OffsetDateTime.class).toInstant());
    }

    @Override
    public boolean hold(Hold hold) {
        return transactions.inOne(
                "place a hold",
                dsl -> dsl.execute(
                                PLACE,
                                kind(hold.kind()),
                                DSL.val(hold.value()),
                                Unnest.number(hold.placedAt().getEpochSecond()))
                        > 0);
    }

    @Override
    public boolean release(Hold.Kind kind, String value, Instant now) {
        return transactions.inOne(
                "release a hold",
                dsl -> dsl.execute(RELEASE, kind(kind), DSL.val(value), Unnest.number(now.getEpochSecond())) > 0);
    }

    private static Param<String> kind(Hold.Kind kind) {
        return DSL.val(kind.name().toLowerCase(Locale.ROOT));
    }
}
