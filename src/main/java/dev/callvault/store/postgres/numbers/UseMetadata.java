package dev.callvault.store.postgres.numbers;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.HOLDS;

import dev.callvault.number.Metadata;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Takes the program's metadata into use, unless an account's numbers are read by newer one already, as by another node. */
final class UseMetadata {
    private UseMetadata() {}

    static void execute(DSLContext dsl, NumberReader reader) {
        List<Long> older = dsl.select(ACCOUNTS.ACCOUNT_ID, ACCOUNTS.NUMBERS_METADATA).from(ACCOUNTS).fetch().stream()
                .filter(it -> isOlder(it.get(ACCOUNTS.NUMBERS_METADATA), reader.metadata()))
                .map(it -> it.get(ACCOUNTS.ACCOUNT_ID))
                .toList();
        if (older.isEmpty()) {
            return;
        }
        // first the holds, so that no record is read in a form that a hold does not know
        readHolds(dsl, reader);
        dsl.update(ACCOUNTS)
                .set(ACCOUNTS.NUMBERS_METADATA, reader.metadata().label())
                .set(ACCOUNTS.NUMBERS_VERSION, ACCOUNTS.NUMBERS_VERSION.plus(1))
                .where(ACCOUNTS.ACCOUNT_ID.in(older))
                .execute();
    }

    private static boolean isOlder(@Nullable String inUse, Metadata metadata) {
        return inUse == null || Metadata.of(inUse).compareTo(metadata) < 0;
    }

    private static void readHolds(DSLContext dsl, NumberReader reader) {
        List<String> regions =
                dsl.selectDistinct(ACCOUNTS.REGION).from(ACCOUNTS).fetch(ACCOUNTS.REGION);
        for (Record hold : dsl.selectFrom(HOLDS)
                .where(HOLDS.KIND.eq("number"))
                .and(HOLDS.RELEASED_AT.isNull())
                .forUpdate()
                .fetch()) {
            String[] known = hold.get(HOLDS.NUMBERS);
            Set<String> forms = new LinkedHashSet<>(known == null ? List.of() : List.of(known));
            spellings(hold.get(HOLDS.VALUE), known == null)
                    .flatMap(spelling -> regions.stream().map(region -> reader.read(spelling, region)))
                    .map(ReadNumber::form)
                    .flatMap(Stream::ofNullable)
                    .forEach(forms::add);
            dsl.update(HOLDS)
                    .set(HOLDS.NUMBERS, forms.toArray(String[]::new))
                    .where(HOLDS.HOLD_ID.eq(hold.get(HOLDS.HOLD_ID)))
                    .execute();
        }
    }

    /** Before numbers were read, a hold's value was its digits without any prefix, which could be of any country. */
    private static Stream<String> spellings(String value, boolean isOfDigits) {
        return isOfDigits ? Stream.of(value, "+" + value) : Stream.of(value);
    }
}
