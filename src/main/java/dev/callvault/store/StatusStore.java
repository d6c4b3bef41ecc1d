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

    /** Gaps that are not resolved, newest first. */
    List<Gap> gaps(AccountId account);
}
