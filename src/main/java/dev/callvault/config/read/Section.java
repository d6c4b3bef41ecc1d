package dev.callvault.config.read;

/** A group of keys: its place in the file and the beginning of its variables. */
enum Section {
    TOP("", "CALLVAULT_"),
    ACCOUNT("accounts", "CALLVAULT_ACCOUNT_"),
    DATABASE("database", "CALLVAULT_DATABASE_"),
    SCHEDULE("schedule", "CALLVAULT_SCHEDULE_"),
    SERVE("serve", "CALLVAULT_SERVE_"),
    USER("serve.users", "CALLVAULT_SERVE_USER_"),
    REDACTION("redaction", "CALLVAULT_REDACTION_"),
    /** Each item of a list that only the file can hold. */
    RULE("redaction.rules", ""),
    KEEP("keep", "CALLVAULT_KEEP_");

    private final String key;
    private final String variables;

    Section(String key, String variables) {
        this.key = key;
        this.variables = variables;
    }

    /** The key in the file that holds the section; empty for the top. */
    String key() {
        return key;
    }

    /** What the names of the section's variables begin with. */
    String variables() {
        return variables;
    }

    /** What the paths of the section's keys begin with. */
    String prefix() {
        return this == TOP ? "" : key + '.';
    }
}
