package dev.callvault.store.status;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.Gap;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.UnprovenSpan;
import java.time.Instant;
import java.util.List;

/** The state of the archive. */
public interface StatusStore extends LossStore {
    /** The state of an account. */
    AccountStatus status(Account account, Instant now);

    /** The state of several accounts, in their order; as quick for all as for one. */
    default List<AccountStatus> statuses(List<Account> accounts, Instant now) {
        return accounts.stream().map(it -> status(it, now)).toList();
    }

    /**
     * The state of several accounts, in their order, from the small tables only: records and log states are not
     * counted, and shown as none. Quick, however much is stored.
     */
    default List<AccountStatus> glance(List<Account> accounts, Instant now) {
        return statuses(accounts, now);
    }

    /** Unproven spans of the ledger, each with the reason, earliest first; acknowledged ones too, as below. */
    default List<UnprovenSpan> unproven(AccountId account) {
        return losses(account).unproven().stream().map(Loss::what).toList();
    }

    /** Rows that the provider lists but that cannot be read, the latest first. */
    default List<KeptUnread> unread(AccountId account) {
        return losses(account).unread().stream().map(Loss::what).toList();
    }

    /** Gaps that are not resolved, newest first. */
    default List<Gap> gaps(AccountId account) {
        return losses(account).gaps().stream().map(Loss::what).toList();
    }

    /** Calls that were listed under the log id of another call, newest first. */
    default List<CallConflict> conflicts(AccountId account) {
        return losses(account).conflicts().stream().map(Loss::what).toList();
    }
}
