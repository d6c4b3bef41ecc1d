package dev.callvault.store.listing;

/**
 * What a write changed. Rows already stored unchanged count in neither number.
 *
 * @param inserted new rows
 * @param updated rows stored with other values before
 * @param absent listed rows that are not in the archive after the write although nobody deleted them; never expected
 */
public record Written(int inserted, int updated, int absent) {
    public static final Written NOTHING = new Written(0, 0);

    public Written(int inserted, int updated) {
        this(inserted, updated, 0);
    }

    public Written plus(Written other) {
        return new Written(inserted + other.inserted, updated + other.updated, absent + other.absent);
    }
}
