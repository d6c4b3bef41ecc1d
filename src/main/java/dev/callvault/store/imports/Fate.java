package dev.callvault.store.imports;

/** What becomes of a record that is brought along. */
public enum Fate {
    /** It is stored. */
    NEW,
    /** The archive has it. */
    THERE,
    /** It was erased here, and stays away. */
    ERASED,
    /** It is older than such records are kept. */
    TOO_OLD,
    /** For a log: the archive does not have its call. */
    UNKNOWN,
    /** For a log: the provider has given its number to another call. */
    OF_ANOTHER_CALL
}
