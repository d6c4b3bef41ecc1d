package dev.callvault.store;

/** An account's name and its customer do not belong together, as far as the archive knows. Nothing was written. */
public final class AccountRefused extends RuntimeException {
    private final String hint;

    private AccountRefused(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** The name belongs to another customer: with both under one name, records of one would overwrite those of the other. */
    public static AccountRefused otherCustomer(String name, ProviderLogin archived, ProviderLogin configured) {
        return new AccountRefused(
                "account " + name + " archives " + archived + ", but is configured with " + configured
                        + "; records of two customers must not be mixed",
                "If it is the same customer, run 'callvault account moved " + name
                        + "'; otherwise give the other customer a name of its own.");
    }

    /** The customer is archived under another name: everything would be stored twice. */
    public static AccountRefused otherName(String name, String archived, ProviderLogin customer) {
        return new AccountRefused(
                "account " + name + " is configured with " + customer + ", which account " + archived
                        + " archives already",
                "To rename that account, run 'callvault account rename " + archived + " " + name
                        + "'; otherwise remove one of the two from the configuration.");
    }

    /** What an operator should do next, one sentence. */
    public String hint() {
        return hint;
    }
}
