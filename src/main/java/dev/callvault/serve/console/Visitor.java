package dev.callvault.serve.console;

import dev.callvault.call.Account;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who views a page, and which accounts they may see.
 *
 * @param name empty when no login is required
 * @param seesAll whether all accounts are visible, those that come later too
 * @param sees whether an account is visible, by its name
 */
public record Visitor(String name, boolean seesAll, Predicate<String> sees) {
    /** The visible accounts. */
    List<Account> of(List<Account> accounts) {
        return accounts.stream().filter(it -> sees.test(it.name())).toList();
    }
}
