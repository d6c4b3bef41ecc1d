package dev.callvault.app.nodes;

import dev.callvault.call.Account;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The zones in which this process reads the accounts' lines: the ones in force in the archive. Safe for many threads. */
public final class ZonesInForce {
    private final Map<String, ZoneId> zones = new ConcurrentHashMap<>();

    /** From now on, reads the account's lines in the zone that the archive has for it. */
    public Account follow(Account registered) {
        zones.put(registered.name(), registered.zone());
        return registered;
    }

    public Optional<ZoneId> of(String account) {
        return Optional.ofNullable(zones.get(account));
    }

    public ZoneId of(Account account) {
        return Objects.requireNonNullElse(zones.get(account.name()), account.zone());
    }
}
