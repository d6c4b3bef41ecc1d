package dev.callvault.store.status;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.Gap;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.UnprovenSpan;
import java.time.Instant;
import java.util.List;

/** What the archive can say about itself. */
public interface StatusStore {
    /** How an account stands. */
    AccountStatus status(Account account, Instant now);

    /** How accounts stand, in their order; as quick for all of them as for one. */
    default List<AccountStatus> statuses(List<Account> accounts, Instant now) {
        return accounts.stream().map(it -> status(it, now)).toList();
    }

    /**
     * How accounts stand, in their order, as far as the small tables tell: records and the states of logs are not counted, and
     * shown as none. Quick, whatever is stored.
     */
    default List<AccountStatus> glance(List<Account> accounts, Instant now) {
        return statuses(accounts, now);
    }

    /** Unproven spans of the ledger, each with the reason, earliest first. */
    List<UnprovenSpan> unproven(AccountId account);

    /** Rows that the provider lists and that cannot be read, the latest first. */
    List<KeptUnread> unread(AccountId account);

    /** Gaps that are not resolved, newest first. */
    List<Gap> gaps(AccountId account);
}
