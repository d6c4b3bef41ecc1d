package dev.callvault.store.postgres.numbers;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.HOLDS;

import dev.callvault.number.Metadata;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Takes the program's metadata into use, unless an account's numbers are read by newer one already, as by another node. */
final class UseMetadata {
    private UseMetadata() {}

    static void execute(DSLContext dsl, NumberReader reader) {
        Map<Long, Optional<String>> older = new LinkedHashMap<>();
        for (Record account :
                dsl.select(ACCOUNTS.ACCOUNT_ID, ACCOUNTS.NUMBERS_METADATA).from(ACCOUNTS)) {
            @Nullable String inUse = account.get(ACCOUNTS.NUMBERS_METADATA);
            if (isOlder(inUse, reader.metadata())) {
                older.put(account.get(ACCOUNTS.ACCOUNT_ID), Optional.ofNullable(inUse));
            }
        }
        if (older.isEmpty()) {
            return;
        }
        // first the holds, so that no record is read in a form that a hold does not know
        readHolds(dsl, reader);
        older.forEach((account, inUse) -> use(dsl, reader.metadata(), account, inUse.orElse(null)));
    }

    /** Once, also when two processes begin together. */
    private static void use(DSLContext dsl, Metadata metadata, long account, @Nullable String instead) {
        dsl.update(ACCOUNTS)
                .set(ACCOUNTS.NUMBERS_METADATA, metadata.label())
                .set(ACCOUNTS.NUMBERS_VERSION, ACCOUNTS.NUMBERS_VERSION.plus(1))
                .where(ACCOUNTS.ACCOUNT_ID.eq(account))
                .and(ACCOUNTS.NUMBERS_METADATA.isNotDistinctFrom(instead))
                .execute();
    }

    private static boolean isOlder(@Nullable String inUse, Metadata metadata) {
        return inUse == null || Metadata.of(inUse).compareTo(metadata) < 0;
    }

    /** Released ones too, so that an erasure of the number finds what they remember of it. */
    private static void readHolds(DSLContext dsl, NumberReader reader) {
        List<String> regions =
                dsl.selectDistinct(ACCOUNTS.REGION).from(ACCOUNTS).fetch(ACCOUNTS.REGION);
        for (Record hold :
                dsl.selectFrom(HOLDS).where(HOLDS.KIND.eq("number")).forUpdate().fetch()) {
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
