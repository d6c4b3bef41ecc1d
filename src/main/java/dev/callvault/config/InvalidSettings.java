package dev.callvault.config;

import java.util.List;

/** The settings hold mistakes; all of them are here, at once, and none shows a secret. */
public final class InvalidSettings extends RuntimeException {
    private final transient List<String> mistakes;

    public InvalidSettings(List<String> mistakes) {
        super("invalid configuration:\n  - " + String.join("\n  - ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One sentence each: the key or variable, where it stands, what is wrong, what is allowed. */
    public List<String> mistakes() {
        return mistakes;
    }
}
