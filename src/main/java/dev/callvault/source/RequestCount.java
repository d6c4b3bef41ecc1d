package dev.callvault.source;

/** How many requests an account has made since its provider object was created. */
@FunctionalInterface
public interface RequestCount {
    long requests(CallService service);
}
