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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of the archive.
 *
 * @param accounts all accounts in the archive, those in trouble first
 * @param archived names of the accounts that are to be archived, whether a run has made them known or not
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
        return archived.contains(account.account()) && account.closed().isEmpty();
    }

    /** What is wrong with an account; always empty for one that nobody archives. */
    public Set<Trouble> troubles(AccountStatus account) {
        return isArchived(account) ? account.troubles(now, fresh) : Set.of();
    }

    /** The verdict on an account; {@code OK} for one that nobody archives. */
    public Verdict verdict(AccountStatus account) {
        return isArchived(account) ? account.verdict(now, fresh) : new Verdict(Verdict.Kind.OK, Optional.empty());
    }

    /** Names of accounts that are to be archived, of which no run has stored anything yet. */
    public List<String> missing() {
        Set<String> known = accounts.stream().map(AccountStatus::account).collect(Collectors.toSet());
        return archived.stream().filter(it -> !known.contains(it)).sorted().toList();
    }

    /** The name of the account with the worst verdict; empty if there are no accounts. */
    public Optional<String> worst() {
        return named().min(Comparator.comparing(it -> it.verdict().kind())).map(Named::account);
    }

    /** The verdict on all accounts: the worst. One that was never archived is stale. */
    public Verdict verdict() {
        return named().map(Named::verdict)
                .min(Comparator.comparing(Verdict::kind))
                .orElse(new Verdict(Verdict.Kind.OK, Optional.empty()));
    }

    private Stream<Named> named() {
        return Stream.concat(
                accounts.stream().map(it -> new Named(it.account(), verdict(it))),
                missing().stream().map(it -> new Named(it, new Verdict(Verdict.Kind.STALE, Optional.empty()))));
    }

    private record Named(String account, Verdict verdict) {}

    /** Whether anything of an archived account is lost or doubtful, and not acknowledged. */
    public boolean isIncomplete() {
        return accounts.stream().anyMatch(it -> isArchived(it) && it.isIncomplete());
    }

    /** The same with one account alone, or with none if there is no account of that name. */
    public Standing only(String account) {
        return new Standing(
                accounts.stream().filter(it -> it.account().equals(account)).toList(),
                archived.contains(account) ? Set.of(account) : Set.of(),
                agreement,
                fresh,
                now);
    }
}
