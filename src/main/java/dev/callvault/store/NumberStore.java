package dev.callvault.store;

import dev.callvault.call.AccountId;
import dev.callvault.number.ReadNumber;
import java.util.List;
import java.util.Set;

/**
 * How the telephone numbers of stored records are read: by libphonenumber's metadata, and for each account in the region
 * whose numbers need no country code. When either changes, stored records are read again. Every method throws {@link
 * StoreFailure} when the database cannot be used.
 */
public interface NumberStore {
    /** From now on the account's numbers are of this region, unless a live node is configured with another one. */
    void readAs(AccountId account, String region);

    /** The regions of the accounts; before there are any, the default. */
    List<String> regions();

    /** How a person's spelling reads in the accounts' regions; usually one reading. */
    Set<ReadNumber> readings(String spelling);

    /**
     * Reads some of the records that are still to be read by this program's metadata. May be called by many at a time.
     *
     * @return how many; zero when all are read, or are being read by others, or by newer metadata
     */
    int readSome();

    /** How many records are still to be read; counting ends after {@code most}. */
    long unread(long most);
}
