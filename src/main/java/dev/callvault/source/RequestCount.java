package dev.callvault.source;

/** How many requests an account has cost since the program started. */
@FunctionalInterface
public interface RequestCount {
    long requests();
}
