package dev.callvault.store.memory;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.store.AccountRefused;
import dev.callvault.store.Accounts;
import dev.callvault.store.Ports;
import dev.callvault.store.ProviderLogin;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** An archive in memory. Every method of its ports is one transaction: it holds the archive's lock. */
public final class MemoryArchive {
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, ProviderLogin> customers = new HashMap<>();
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
        public Account register(String name, ProviderLogin customer, ZoneId zone, Instant now) {
            synchronized (MemoryArchive.this) {
                if (!accounts.containsKey(name)) {
                    holder(customer).ifPresent(it -> {
                        throw AccountRefused.otherName(name, it, customer);
                    });
                    AccountId id = new AccountId(accounts.size() + 1L);
                    contents.put(id, new MemoryAccount());
                    accounts.put(name, new Account(id, name, zone));
                    customers.put(name, customer);
                }
                ProviderLogin archived = Objects.requireNonNull(customers.get(name));
                if (!archived.isSame(customer)) {
                    throw AccountRefused.otherCustomer(name, archived, customer);
                }
                AccountId id = Objects.requireNonNull(accounts.get(name)).id();
                accounts.put(name, new Account(id, name, zone));
                customers.put(name, customer);
                return Objects.requireNonNull(accounts.get(name));
            }
        }

        @Override
        public Optional<Account> known(String name, ProviderLogin customer) {
            synchronized (MemoryArchive.this) {
                Optional<ProviderLogin> archived = Optional.ofNullable(customers.get(name));
                archived.filter(it -> !it.isSame(customer)).ifPresent(it -> {
                    throw AccountRefused.otherCustomer(name, it, customer);
                });
                holder(customer).filter(it -> archived.isEmpty()).ifPresent(it -> {
                    throw AccountRefused.otherName(name, it, customer);
                });
                return Optional.ofNullable(accounts.get(name));
            }
        }

        private Optional<String> holder(ProviderLogin customer) {
            return customers.entrySet().stream()
                    .filter(it -> it.getValue().equals(customer))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        @Override
        public boolean move(String name, ProviderLogin customer) {
            synchronized (MemoryArchive.this) {
                holder(customer).filter(it -> !it.equals(name)).ifPresent(it -> {
                    throw AccountRefused.otherName(name, it, customer);
                });
                return customers.replace(name, customer) != null;
            }
        }

        @Override
        public boolean rename(String name, String newName) {
            synchronized (MemoryArchive.this) {
                if (accounts.containsKey(newName)) {
                    throw new IllegalArgumentException("there is an account named " + newName);
                }
                Account old = accounts.remove(name);
                if (old == null) {
                    return false;
                }
                accounts.put(newName, new Account(old.id(), newName, old.zone()));
                customers.put(newName, Objects.requireNonNull(customers.remove(name)));
                return true;
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
