package dev.callvault.config;

import java.util.Optional;
import java.util.function.Supplier;

/** A password: never printed, so that it cannot slip into a log or a message. */
public final class Secret {
    /** No password: for a database that asks for none. */
    public static final Secret NONE = new Secret("");

    private static final String MASK = "***";

    private final Supplier<Optional<String>> source;
    /** As it was last seen. */
    private volatile String value;

    public Secret(String value) {
        this(value, Optional::empty);
    }

    private Secret(String value, Supplier<Optional<String>> source) {
        this.value = value;
        this.source = source;
    }

    /** The same secret, looked up again whenever it is revealed. While the source has none, the last one stays. */
    public Secret following(Supplier<Optional<String>> changing) {
        return new Secret(value, changing);
    }

    /** The password itself, as it is by now; for the one place that sends it. */
    public String reveal() {
        source.get().ifPresent(it -> value = it);
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
