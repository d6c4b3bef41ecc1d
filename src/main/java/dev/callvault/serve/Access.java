package dev.callvault.serve;

import dev.callvault.call.Account;
import dev.callvault.store.Accounts;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.List;
import java.util.Optional;

/**
 * Decides which account a request is for. As with the provider, one login means one account: a user of several accounts adds
 * the account after a slash ({@code reports/main}). Without users, any login works, and names the account if there are
 * several.
 */
final class Access {
    private final Logins logins;
    private final Accounts accounts;

    Access(Logins logins, Accounts accounts) {
        this.logins = logins;
        this.accounts = accounts;
    }

    /** The account; empty if the login is wrong or does not identify one. */
    Optional<Account> account(Context context) {
        return Credentials.of(context.header(Header.AUTHORIZATION))
                .flatMap(it -> logins.isOpen() ? open(it) : bound(it, context.ip()));
    }

    /** The name of the user who was let in; empty if no login is required. */
    String user(Context context) {
        return logins.isOpen()
                ? ""
                : Credentials.of(context.header(Header.AUTHORIZATION))
                        .map(it -> logins.isKnown(it.login()) ? it : it.withoutAccount())
                        .map(Credentials::login)
                        .orElse("");
    }

    private Optional<Account> open(Credentials credentials) {
        return choose(accounts.all(), credentials.account());
    }

    private Optional<Account> bound(Credentials credentials, String address) {
        boolean isWhole = logins.isKnown(credentials.login());
        Credentials login = isWhole ? credentials : credentials.withoutAccount();
        return logins.user(login.login(), login.password(), address).flatMap(user -> {
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
