package dev.callvault.config.read;

import java.util.Locale;

/**
 * One thing that can be set; declared in {@link Keys}.
 *
 * @param name in the file
 * @param preset the default, as it would be written; empty for none
 * @param required whether its section is no use without it
 */
record Key<T>(Section section, String name, ValueType<T> type, String preset, boolean required) {
    /** The environment variable that overrides the file. */
    String variable() {
        return section.variables() + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The variable that names a file with the value; for secrets. */
    String fileVariable() {
        return variable() + "_FILE";
    }

    /** The key in the file that names a file with the value; for secrets. */
    String fileName() {
        return name + "-file";
    }
}
