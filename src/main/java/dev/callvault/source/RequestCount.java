package dev.callvault.source;

/** How many requests an account has cost since its provider was made. */
@FunctionalInterface
public interface RequestCount {
    long requests(CallService service);
}
