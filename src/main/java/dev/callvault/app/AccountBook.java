package dev.callvault.app;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.LogStream;
import dev.callvault.config.InvalidUse;
import dev.callvault.progress.Progress;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.AccountContents;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.Removable;
import dev.callvault.store.forget.Removal;
import dev.callvault.store.postgres.PostgresArchive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells what the archive holds of each account, and closes, reopens and removes them. */
public final class AccountBook {
    /** How long a removal waits for runs that are under way. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final PostgresArchive archive;
    private final Supplier<Set<String>> configured;
    private final Runnable readNumbers;
    private final Progress progress;

    /**
     * Takes what the whole program knows.
     *
     * @param configured names of the accounts of this configuration and of the live nodes
     * @param readNumbers reads every telephone number, without which a hold may be missed
     */
    AccountBook(PostgresArchive archive, Supplier<Set<String>> configured, Runnable readNumbers, Progress progress) {
        this.archive = archive;
        this.configured = configured;
        this.readNumbers = readNumbers;
        this.progress = progress;
    }

    /** What became of an account that was to be reopened. */
    public enum Reopened {
        CLOSED,
        REMOVED,
        NEITHER
    }

    /** What the archive holds of each account, by name. */
    public List<AccountContents> contents() {
        return archive.ends().contents();
    }

    /** The removals, earliest first. */
    public List<Removal> removals() {
        return archive.removals().all();
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
     * Reopens an account that is closed: what it lacks is listed and fetched as far as the provider still has it, and
     * recorded as lost otherwise. One that was removed may begin anew.
     *
     * @throws InvalidUse when the archive has no such account, or its removal has begun
     */
    public Reopened reopen(String name, Decision decision) {
        if (find(name).isEmpty() && archive.removals().readmit(name, decision)) {
            return Reopened.REMOVED;
        }
        AccountId account = id(name);
        if (removals().stream()
                .anyMatch(it -> it.account().equals(name) && it.ended().isEmpty())) {
            throw new InvalidUse("the removal of account " + name + " has begun; run 'callvault account remove " + name
                    + "' again to complete it");
        }
        return archive.ends().reopen(account, decision) ? Reopened.CLOSED : Reopened.NEITHER;
    }

    /**
     * What removing an account would delete; changes nothing.
     *
     * @throws InvalidUse when the archive has no such account
     */
    public Removable wouldRemove(String name) {
        AccountId account = id(name);
        readNumbers.run();
        return progress.during(
                "counting what would be removed", () -> archive.removals().attempt(account));
    }

    /** Why an account must not be removed now, a sentence for each reason but holds. */
    public List<String> obstacles(String name, Removable removable) {
        List<String> obstacles = new ArrayList<>();
        if (configured.get().contains(name)) {
            obstacles.add("account " + name + " is still configured, here or on a running node: take it out of the"
                    + " configuration first, and restart the nodes");
        }
        removable
                .readers()
                .forEach(it -> obstacles.add("the login " + it + " reads this account alone: run 'callvault reader "
                        + it + " --revoke' first"));
        return obstacles;
    }

    /**
     * Removes an account with everything that is stored of it. One that was interrupted is continued.
     *
     * @return what was deleted; with held records, the account is still there
     * @throws InvalidUse when something stands against it, or a run over the account does not end
     */
    public DeletedRecords remove(String name, Decision decision) {
        Removable removable = wouldRemove(name);
        List<String> obstacles = obstacles(name, removable);
        if (!obstacles.isEmpty()) {
            throw new InvalidUse(String.join("; ", obstacles));
        }
        if (removable.records().held() > 0) {
            return new DeletedRecords(0, 0, 0, 0, 0, removable.records().held());
        }
        AccountId account = id(name);
        archive.removals().begin(account, decision);
        archive.readers().forget(account);
        try (Progress.Part part = progress.begin("removing account " + name, "record")) {
            AtomicReference<@Nullable DeletedRecords> done = new AtomicReference<>();
            boolean isAlone = alone(
                    account,
                    List.of(LogStream.values()),
                    () -> done.set(archive.removals().remove(account, jobs(name), decision, part::did)));
            @Nullable DeletedRecords deleted = done.get();
            if (!isAlone || deleted == null) {
                throw new InvalidUse("a run over account " + name
                        + " has not ended yet; its removal has begun, so run this again to complete it");
            }
            return deleted;
        }
    }

    /** Within the fences of these streams, one in the other, so that nothing is listed meanwhile. */
    private boolean alone(AccountId account, List<LogStream> streams, Runnable work) {
        if (streams.isEmpty()) {
            work.run();
            return true;
        }
        AtomicBoolean isInside = new AtomicBoolean();
        boolean isAlone = archive.fence()
                .alone(
                        account,
                        streams.getFirst().label(),
                        PATIENCE,
                        () -> isInside.set(alone(account, streams.subList(1, streams.size()), work)));
        return isAlone && isInside.get();
    }

    /** As the daemon names them. */
    private static List<String> jobs(String account) {
        List<String> jobs = new ArrayList<>(List.of("fetch " + account));
        for (LogStream stream : LogStream.values()) {
            jobs.add("list " + account + " " + stream.label());
            jobs.add("sweep " + account + " " + stream.label());
        }
        return jobs;
    }

    /** Why an account is left out. */
    static String closed(String name, Decision closed) {
        return "account " + name + " is closed since " + HumanFormat.instant(Optional.of(closed.at())) + " (by "
                + closed.by() + "), and the provider is not asked about it; 'callvault account reopen " + name
                + "' continues it";
    }

    private AccountId id(String name) {
        return find(name).orElseThrow(() -> new InvalidUse("the archive has no account named '" + name + "'"));
    }

    private Optional<AccountId> find(String name) {
        return archive.accounts().all().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .map(Account::id);
    }
}
