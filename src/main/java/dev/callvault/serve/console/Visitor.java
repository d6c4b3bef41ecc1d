package dev.callvault.serve.console;

import dev.callvault.call.Account;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who looks at a page, and what may be seen.
 *
 * @param name empty when nobody has to log in
 * @param sees tells by an account's name whether it is visible
 */
public record Visitor(String name, Predicate<String> sees) {
    /** Those of the accounts that are visible. */
    List<Account> of(List<Account> accounts) {
        return accounts.stream().filter(it -> sees.test(it.name())).toList();
    }
}
