package dev.callvault.source;

import dev.callvault.call.LogStream;

/** How many requests an account has cost since its provider was made. */
public interface RequestCount {
    /** Requests for a stream's list. */
    long lists(LogStream stream);

    /** Requests for a call's log. */
    long logs();
}
