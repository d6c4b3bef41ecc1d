package dev.callvault.store;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.Gap;
import java.time.Instant;
import java.util.List;

/** What the archive can say about itself. */
public interface StatusStore {
    /** How an account stands. */
    AccountStatus status(Account account, Instant now);

    /** Unproven spans of the ledger, each with the reason, earliest first. */
    List<UnprovenSpan> unproven(AccountId account);

    /** Rows that the provider lists and that cannot be read, the latest first. */
    List<KeptUnread> unread(AccountId account);

    /** Gaps that are not resolved, newest first. */
    List<Gap> gaps(AccountId account);
}
