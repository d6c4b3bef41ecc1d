package dev.callvault.config;

/** A password: never printed, so that it cannot slip into a log or a message. */
public final class Secret {
    /** No password: for a database that asks for none. */
    public static final Secret NONE = new Secret("");

    private static final String MASK = "***";

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The password itself; for the one place that sends it. */
    public String reveal() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
