package dev.callvault.config.read;

import java.util.Optional;

/**
 * A text that was set.
 *
 * @param from the variable, or the file and line
 * @param file the secret's file, if the text is the content of one
 */
record RawValue(String text, Origin origin, String from, Optional<String> file) {
    RawValue(String text, Origin origin, String from) {
        this(text, origin, from, Optional.empty());
    }
}
