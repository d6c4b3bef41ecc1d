package dev.callvault.store.imports;

import java.util.Optional;

/**
 * A file whose records are brought along.
 *
 * @param name as it was given, redacted
 * @param id the archive's number for its import; empty until something of it is stored
 * @param sha256 of its bytes, in lower-case hexadecimal; empty until it was read to its end
 */
public record ImportedFile(String name, Optional<Long> id, Optional<String> sha256) {
    /** A file of which nothing is stored yet. */
    public static ImportedFile of(String name) {
        return new ImportedFile(name, Optional.empty(), Optional.empty());
    }

    public ImportedFile as(long stored) {
        return new ImportedFile(name, Optional.of(stored), sha256);
    }

    public ImportedFile hashed(String hash) {
        return new ImportedFile(name, id, Optional.of(hash));
    }
}
