package dev.callvault.serve.console;

import java.util.List;

/**
 * Whose records a page shows, and whose it could show.
 *
 * @param names the names of all visible accounts
 * @param chosen the account that is shown; empty if all are
 */
public record AccountChoice(List<String> names, String chosen) {
    private static final int FEW = 3;

    /** @param asked the requested account; if it is none of the names, all are shown */
    static AccountChoice of(List<String> names, String asked) {
        return new AccountChoice(names, names.contains(asked) ? asked : "");
    }

    /** The first account instead of all, for a page that would be too long if they are many. */
    AccountChoice orFirst() {
        return chosen.isEmpty() && names.size() > FEW ? new AccountChoice(names, names.getFirst()) : this;
    }

    boolean isShown(String name) {
        return chosen.isEmpty() || chosen.equals(name);
    }

    /** Whether there is anything to choose. */
    public boolean isOffered() {
        return names.size() > 1;
    }

    /** Whether records of several accounts are shown together. */
    public boolean isMixed() {
        return isOffered() && chosen.isEmpty();
    }

    /** An option's text cannot contain elements, so the characters that isolate the name stand around it. */
    public String isolated(String name) {
        return "\u2068" + name + "\u2069";
    }
}
