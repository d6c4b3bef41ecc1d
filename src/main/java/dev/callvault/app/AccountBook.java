package dev.callvault.app;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.config.InvalidUse;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.AccountContents;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.postgres.PostgresArchive;
import java.util.List;
import java.util.Optional;

/** Tells what the archive holds of each account, and closes and reopens them. */
public final class AccountBook {
    private final PostgresArchive archive;

    AccountBook(PostgresArchive archive) {
        this.archive = archive;
    }

    /** What the archive holds of each account, by name. */
    public List<AccountContents> contents() {
        return archive.ends().contents();
    }

    /**
     * Closes an account. A run that is under way ends as usual; no other begins.
     *
     * @return false when it is closed already
     * @throws InvalidUse when the archive has no such account
     */
    public boolean close(String name, Decision decision) {
        return archive.ends().close(id(name), decision);
    }

    /**
     * Reopens an account: what it lacks is listed and fetched as far as the provider still has it, and recorded as lost
     * otherwise.
     *
     * @return false when it is not closed
     * @throws InvalidUse when the archive has no such account
     */
    public boolean reopen(String name, Decision decision) {
        return archive.ends().reopen(id(name), decision);
    }

    /** Why an account is left out. */
    static String closed(String name, Decision closed) {
        return "account " + name + " is closed since " + HumanFormat.instant(Optional.of(closed.at())) + " (by "
                + closed.by() + "), and the provider is not asked about it; 'callvault account reopen " + name
                + "' continues it";
    }

    private AccountId id(String name) {
        return archive.accounts().all().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .map(Account::id)
                .orElseThrow(() -> new InvalidUse("the archive has no account named '" + name + "'"));
    }
}
