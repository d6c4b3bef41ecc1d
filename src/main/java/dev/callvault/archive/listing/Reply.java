package dev.callvault.archive.listing;

import dev.callvault.call.Page;
import dev.callvault.source.SourceFailure;

/** What comes of one question about a window, by a provider that is there. */
sealed interface Reply<T> {
    /** An answer. */
    record Answered<T>(Page<T> page) implements Reply<T> {}

    /** The provider answers other questions, and not this one. */
    record Unserved<T>(SourceFailure failure) implements Reply<T> {
        String why() {
            return String.valueOf(failure.getMessage());
        }
    }

    /** The provider refuses any window that begins there: it keeps records for less long. */
    record TooOld<T>(SourceFailure failure) implements Reply<T> {}
}
