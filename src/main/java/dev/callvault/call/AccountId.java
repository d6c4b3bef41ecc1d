package dev.callvault.call;

/** The archive's own number for a provider account. */
public record AccountId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
