package dev.callvault.config.read;

import java.util.Arrays;
import java.util.List;

/** A group of keys: its place in the file and the beginning of its variables. In the order in which they are shown. */
enum Section {
    ACCOUNT("accounts", "account", "CALLVAULT_ACCOUNT_"),
    DATABASE("database", "", "CALLVAULT_DATABASE_"),
    TOP("", "", "CALLVAULT_"),
    SCHEDULE("schedule", "", "CALLVAULT_SCHEDULE_"),
    SERVE("serve", "", "CALLVAULT_SERVE_"),
    REDACTION("redaction", "", "CALLVAULT_REDACTION_"),
    USER("serve.users", "user", "CALLVAULT_SERVE_USER_"),
    /** Only the file can hold it. */
    RULE("redaction.rules", "rule", ""),
    KEEP("keep", "", "CALLVAULT_KEEP_"),
    ARCHIVE("archive", "", "CALLVAULT_ARCHIVE_"),
    BACKUP("backup", "", "CALLVAULT_BACKUP_"),
    /** Only the file can hold it. */
    NUMBER("numbers", "number", "");

    private final String key;
    private final String item;
    private final String variables;

    Section(String key, String item, String variables) {
        this.key = key;
        this.item = item;
        this.variables = variables;
    }

    /** The path in the file that leads to the section; empty for the top. */
    String key() {
        return key;
    }

    /** The last word of the path. */
    String word() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** What to call one of several, for a section that is a list; otherwise empty. */
    String item() {
        return item;
    }

    boolean isList() {
        return !item.isEmpty();
    }

    boolean hasVariables() {
        return !variables.isEmpty();
    }

    /** What the names of the section's variables begin with. */
    String variables() {
        return variables;
    }

    /** What the paths of the section's keys begin with. */
    String prefix() {
        return this == TOP ? "" : key + '.';
    }

    /** The same for one of a list. */
    String prefix(int index) {
        return key + '[' + index + "].";
    }

    /** The sections that stand in this one. */
    List<Section> inner() {
        return Arrays.stream(values())
                .filter(it -> it != TOP && it.key.equals(prefix() + it.word()))
                .toList();
    }
}
