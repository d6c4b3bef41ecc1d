package dev.callvault.app;

import dev.callvault.app.nodes.Agreement;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * How the archive stands.
 *
 * @param accounts all that it knows, those in trouble first
 * @param archived names of the accounts that somebody archives
 * @param agreement of the live nodes
 * @param fresh so old at most is a success that still shows that things go well
 */
public record Standing(
        List<AccountStatus> accounts, Set<String> archived, Agreement agreement, Duration fresh, Instant now) {
    public Standing {
        accounts = accounts.stream().sorted(AccountStatus.byTrouble(now, fresh)).toList();
        archived = Set.copyOf(archived);
    }

    public boolean isArchived(AccountStatus account) {
        return archived.contains(account.account());
    }

    /** What is wrong with an account; nothing is with one that nobody archives. */
    public Set<Trouble> troubles(AccountStatus account) {
        return isArchived(account) ? account.troubles(now, fresh) : Set.of();
    }

    /** Whether anything is lost or unproven of an account that somebody archives. */
    public boolean isIncomplete() {
        return accounts.stream().anyMatch(it -> isArchived(it) && it.isIncomplete());
    }

    /** The same of one account alone; of none when there is none of that name. */
    public Standing only(String account) {
        return new Standing(
                accounts.stream().filter(it -> it.account().equals(account)).toList(), archived, agreement, fresh, now);
    }
}
