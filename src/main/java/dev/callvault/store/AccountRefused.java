package dev.callvault.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An account's name and its customer do not belong together, as far as the archive knows. Nothing was written. */
public final class AccountRefused extends RuntimeException {
    private final String reason;
    private final String hint;

    private AccountRefused(String name, String reason, String hint) {
        super("account " + name + ": " + reason);
        this.reason = reason;
        this.hint = hint;
    }

    /** The name belongs to another customer: with both under one name, records of one would overwrite those of the other. */
    public static AccountRefused otherCustomer(String name, ProviderLogin archived, ProviderLogin configured) {
        return new AccountRefused(
                name,
                "the archive holds records of " + archived + " under this name, but it is configured with " + configured
                        + "; records of two customers must not be mixed",
                "If it is the same customer, run 'callvault account moved " + name
                        + "'; otherwise give the other customer a name of its own.");
    }

    /** The customer is archived under another name: everything would be stored twice. */
    public static AccountRefused otherName(String name, String archived, ProviderLogin customer) {
        return new AccountRefused(
                name,
                "it is configured with " + customer + ", which account " + archived + " archives already",
                "To rename that account, run 'callvault account rename " + archived + " " + name
                        + "'; otherwise remove one of the two from the configuration.");
    }

    /** The account was removed on purpose: everything would come back, as far as the provider still has it. */
    public static AccountRefused removed(String name, String removed, Instant at, String by) {
        return new AccountRefused(
                name,
                "its customer was removed from the archive" + (removed.equals(name) ? "" : " as account " + removed)
                        + ", by " + by + " at " + at.truncatedTo(ChronoUnit.SECONDS),
                "To archive it anew, run 'callvault account reopen " + removed
                        + "'; otherwise take it out of the configuration.");
    }

    /** The message without the account's name. */
    public String reason() {
        return reason;
    }

    /** What an operator should do next, one sentence. */
    public String hint() {
        return hint;
    }
}
