package dev.callvault.store.listing;

/**
 * What a write changed. Rows already stored unchanged count in neither number.
 *
 * @param inserted new rows
 * @param updated rows stored with other values before
 */
public record Written(int inserted, int updated) {
    public static final Written NOTHING = new Written(0, 0);

    public Written plus(Written other) {
        return new Written(inserted + other.inserted, updated + other.updated);
    }
}
