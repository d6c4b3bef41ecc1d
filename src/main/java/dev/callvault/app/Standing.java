package dev.callvault.app;

import dev.callvault.app.nodes.Agreement;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.Freshness;
import dev.callvault.store.status.Trouble;
import dev.callvault.store.status.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state of the archive.
 *
 * @param accounts all accounts in the archive, those in trouble first
 * @param archived names of the accounts that are archived
 * @param agreement of the live nodes
 * @param fresh how old the last success of a healthy account may be
 */
public record Standing(
        List<AccountStatus> accounts, Set<String> archived, Agreement agreement, Freshness fresh, Instant now) {
    public Standing {
        accounts = accounts.stream().sorted(AccountStatus.byTrouble(now, fresh)).toList();
        archived = Set.copyOf(archived);
    }

    public boolean isArchived(AccountStatus account) {
        return archived.contains(account.account());
    }

    /** What is wrong with an account; always empty for one that nobody archives. */
    public Set<Trouble> troubles(AccountStatus account) {
        return isArchived(account) ? account.troubles(now, fresh) : Set.of();
    }

    /** The verdict on an account; {@code OK} for one that nobody archives. */
    public Verdict verdict(AccountStatus account) {
        return isArchived(account) ? account.verdict(now, fresh) : new Verdict(Verdict.Kind.OK, Optional.empty());
    }

    /** The account with the worst verdict; empty if there are no accounts. */
    public Optional<AccountStatus> worst() {
        return accounts.stream().min(Comparator.comparing(it -> verdict(it).kind()));
    }

    /** The verdict on all accounts: the worst. */
    public Verdict verdict() {
        return worst().map(this::verdict).orElse(new Verdict(Verdict.Kind.OK, Optional.empty()));
    }

    /** Whether anything of an archived account is lost, unproven or unreadable. */
    public boolean isIncomplete() {
        return accounts.stream().anyMatch(it -> isArchived(it) && it.isIncomplete());
    }

    /** The same with one account alone, or with none if there is no account of that name. */
    public Standing only(String account) {
        return new Standing(
                accounts.stream().filter(it -> it.account().equals(account)).toList(), archived, agreement, fresh, now);
    }
}
