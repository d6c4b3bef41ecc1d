package dev.callvault.store.postgres.numbers;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;

import dev.callvault.call.AccountId;
import dev.callvault.number.Metadata;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * How an account's numbers are read.
 *
 * @param version null if this program's metadata is older than that by which the account's numbers are read already: what
 *     it reads is to be read again
 */
public record AccountNumbers(
        NumberReader reader, String region, @Nullable Integer version) {
    private static final String ANY_REGION = "US";

    /** As the account is set now. If it changes meanwhile, the rows keep a version that is out of date. */
    public static AccountNumbers of(DSLContext dsl, AccountId account, NumberReader reader) {
        @Nullable
        Record row = dsl.select(ACCOUNTS.REGION, ACCOUNTS.NUMBERS_METADATA, ACCOUNTS.NUMBERS_VERSION)
                .from(ACCOUNTS)
                .where(ACCOUNTS.ACCOUNT_ID.eq(account.value()))
                .fetchOne();
        if (row == null) {
            return new AccountNumbers(reader, ANY_REGION, null); // a trial before the account is known
        }
        @Nullable String metadata = row.get(ACCOUNTS.NUMBERS_METADATA);
        boolean isCurrent = metadata != null && Metadata.of(metadata).equals(reader.metadata());
        return new AccountNumbers(
                reader, row.get(ACCOUNTS.REGION), isCurrent ? row.get(ACCOUNTS.NUMBERS_VERSION) : null);
    }

    @Nullable
    ReadNumber read(@Nullable String spelling) {
        return spelling == null ? null : reader.read(spelling, region);
    }
}
