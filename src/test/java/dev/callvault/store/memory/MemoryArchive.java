package dev.callvault.store.memory;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.store.Accounts;
import dev.callvault.store.Ports;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** An archive in memory. Every method of its ports is one transaction: it holds the archive's lock. */
public final class MemoryArchive {
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<AccountId, MemoryAccount> contents = new HashMap<>();
    private final MemoryFence fence = new MemoryFence();

    public Ports ports() {
        return new Ports(
                new Registered(),
                new MemoryListingStore(this),
                new MemoryBodyStore(this, fence),
                new MemoryRunStore(this),
                new MemoryStatusStore(this),
                (account, session) -> of(account).sessionTimes(session),
                fence,
                new MemoryProofStore(this),
                new MemoryBodyProofStore(this),
                new MemoryStoredTexts(this));
    }

    /** What is stored about an account. */
    public synchronized MemoryAccount of(AccountId account) {
        return Objects.requireNonNull(contents.get(account), "no such account");
    }

    synchronized List<MemoryAccount> all() {
        return List.copyOf(contents.values());
    }

    private final class Registered implements Accounts {
        @Override
        public Account register(String name, URI baseUrl, ZoneId zone, Instant now) {
            synchronized (MemoryArchive.this) {
                AccountId id = accounts.containsKey(name)
                        ? Objects.requireNonNull(accounts.get(name)).id()
                        : new AccountId(accounts.size() + 1L);
                contents.computeIfAbsent(id, it -> new MemoryAccount());
                accounts.put(name, new Account(id, name, zone));
                return Objects.requireNonNull(accounts.get(name));
            }
        }

        @Override
        public List<Account> all() {
            synchronized (MemoryArchive.this) {
                return List.copyOf(accounts.values());
            }
        }
    }
}
