package dev.callvault.archive.listing;

import dev.callvault.call.Page;
import dev.callvault.source.SourceFailure;

/** The reply to a request for a window, from a provider that responds. */
sealed interface Reply<T> {
    /** A response. */
    record Answered<T>(Page<T> page) implements Reply<T> {}

    /** The provider responds to other requests but not to this one. */
    record Unserved<T>(SourceFailure failure) implements Reply<T> {
        String why() {
            return String.valueOf(failure.getMessage());
        }
    }

    /** The provider refuses all windows that start this early: its retention is shorter. */
    record TooOld<T>(SourceFailure failure) implements Reply<T> {}
}
