package dev.callvault.serve;

import dev.callvault.call.Account;
import dev.callvault.store.Accounts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which account a request speaks for: as with the provider, one login is one account. A user of several accounts names one
 * behind a slash ({@code reports/main}). Where there are no users, any login will do, and names the account if there are
 * several.
 */
final class Access {
    private final Logins logins;
    private final Accounts accounts;

    Access(Logins logins, Accounts accounts) {
        this.logins = logins;
        this.accounts = accounts;
    }

    /** The account; empty for a login that is wrong, or does not say which. */
    Optional<Account> account(@Nullable String authorization) {
        return Credentials.of(authorization).flatMap(it -> logins.isOpen() ? open(it) : bound(it));
    }

    private Optional<Account> open(Credentials credentials) {
        return choose(accounts.all(), credentials.account());
    }

    private Optional<Account> bound(Credentials credentials) {
        boolean isWhole = logins.isKnown(credentials.login());
        Credentials login = isWhole ? credentials : credentials.withoutAccount();
        return logins.user(login.login(), login.password()).flatMap(user -> {
            List<Account> own =
                    accounts.all().stream().filter(it -> user.maySee(it.name())).toList();
            return isWhole ? only(own) : named(own, credentials.account());
        });
    }

    private static Optional<Account> choose(List<Account> from, String name) {
        return named(from, name).or(() -> only(from));
    }

    private static Optional<Account> named(List<Account> from, String name) {
        return from.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    private static Optional<Account> only(List<Account> from) {
        return from.size() == 1 ? Optional.of(from.getFirst()) : Optional.empty();
    }
}
