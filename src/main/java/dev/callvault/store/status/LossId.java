package dev.callvault.store.status;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The name under which a loss is acknowledged, such as {@code g12}: a letter for its kind, and the archive's number.
 */
public record LossId(Kind kind, long number) {
    /** What is missing or doubtful, as in {@code archive.losses}. */
    public enum Kind {
        /** A gap: lost time, or a lost log. */
        LOST('g'),
        /** Time that is listed but not proven. */
        UNPROVEN('u'),
        /** A row that the provider lists but that cannot be read. */
        UNREADABLE('r'),
        /** A call under the log id of another call. */
        CONFLICT('c');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        /** As the database knows it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads a name as people type it; empty if it is none. */
    public static Optional<LossId> read(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        return name.matches("[a-z][1-9][0-9]{0,17}")
                ? Arrays.stream(Kind.values())
                        .filter(it -> it.letter == name.charAt(0))
                        .findFirst()
                        .map(it -> new LossId(it, Long.parseLong(name.substring(1))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return kind.letter + Long.toString(number);
    }
}
