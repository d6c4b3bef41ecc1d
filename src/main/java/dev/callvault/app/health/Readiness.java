package dev.callvault.app.health;

import dev.callvault.call.LogStream;
import dev.callvault.store.status.AccountHealth;
import dev.callvault.store.status.AccountHealth.StreamHealth;
import dev.callvault.store.status.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether archiving works: no login is refused, and every stream of every configured account that is not closed had a success within
 * {@link Freshness#INTERVALS} intervals, on any node. That the process is up proves nothing.
 */
public final class Readiness {
    private static final int INTERVALS = Freshness.INTERVALS;
    /** Nodes' clocks may differ by this much; a later success proves nothing about the present. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final List<String> accounts;
    private final Duration listInterval;

    public Readiness(List<String> accounts, Duration listInterval) {
        this.accounts = List.copyOf(accounts);
        this.listInterval = listInterval;
    }

    /** Why archiving does not work, one sentence per reason; empty when it works. */
    public List<String> reasons(HealthView.Seen seen, Instant now) {
        List<String> reasons = new ArrayList<>();
        seen.failure().ifPresent(reasons::add);
        if (reasons.isEmpty()) {
            accounts.forEach(it -> reasons.addAll(account(it, seen.accounts(), now)));
        }
        return reasons;
    }

    /** What needs attention although archiving works: accounts that are behind, lost or unproven. */
    public List<String> concerns(HealthView.Seen seen) {
        return seen.accounts().stream()
                .filter(it -> accounts.contains(it.account()) && !it.closed())
                .flatMap(it -> concerns(it).stream().map(what -> "account " + it.account() + ": " + what))
                .toList();
    }

    private static List<String> concerns(AccountHealth account) {
        List<String> concerns = new ArrayList<>();
        if (account.forecast().isAtRisk()) {
            concerns.add("behind: something will be lost before the backlog is fetched");
        }
        if (account.streams().stream().anyMatch(it -> it.gaps() > 0)) {
            concerns.add("lost: there are gaps");
        }
        if (account.streams().stream().anyMatch(it -> it.unprovenSpans() > 0)) {
            concerns.add("unproven: some time is not proven");
        } else if (account.streams().stream().anyMatch(it -> it.doubts() > 0)) {
            concerns.add("unproven: some rows cannot be read, or have the log id of another call");
        }
        return concerns;
    }

    /** Whether everything was listed recently and is proven by the provider's totals. */
    public boolean isProven(HealthView.Seen seen, Instant now) {
        return reasons(seen, now).isEmpty()
                && seen.accounts().stream()
                        .filter(it -> accounts.contains(it.account()) && !it.closed())
                        .flatMap(it -> it.streams().stream())
                        .allMatch(it -> it.unprovenSpans() == 0);
    }

    private List<String> account(String name, List<AccountHealth> seen, Instant now) {
        Optional<AccountHealth> account =
                seen.stream().filter(it -> it.account().equals(name)).findFirst();
        if (account.isEmpty()) {
            return List.of("account " + name + " has not been archived yet");
        }
        if (account.get().closed()) {
            return List.of();
        }
        if (account.get().refused().isPresent()) {
            return List.of("account " + name + ": the provider refuses the login");
        }
        return account.get().streams().stream()
                .filter(Readiness::isListed)
                .flatMap(it -> stream(name, it, now).stream())
                .toList();
    }

    private static boolean isListed(StreamHealth stream) {
        for (LogStream listed : LogStream.values()) {
            if (listed.label().equals(stream.stream())) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> stream(String account, StreamHealth stream, Instant now) {
        String what = "account " + account + ": " + stream.stream();
        String why = stream.failure().map(it -> " (" + it + ")").orElse("");
        if (stream.lastSuccess().isEmpty()) {
            return Optional.of(what + " have never been listed successfully" + why);
        }
        Duration age = Duration.between(stream.lastSuccess().get(), now);
        if (age.negated().compareTo(AHEAD) > 0) {
            return Optional.of(what + " were last listed " + age.negated().toSeconds()
                    + " s in the future, by a clock that was ahead" + why);
        }
        return age.compareTo(listInterval.multipliedBy(INTERVALS)) > 0
                ? Optional.of(what + " were last listed " + age.toSeconds() + " s ago, more than " + INTERVALS
                        + " intervals of " + listInterval.toSeconds() + " s" + why)
                : Optional.empty();
    }
}
