package dev.callvault.store.listing;

/**
 * What a write changed: rows that were already there as they are count in neither.
 *
 * @param inserted rows that were new
 * @param updated rows that were there with other values
 */
public record Written(int inserted, int updated) {
    public static final Written NOTHING = new Written(0, 0);

    public Written plus(Written other) {
        return new Written(inserted + other.inserted, updated + other.updated);
    }
}
