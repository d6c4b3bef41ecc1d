package dev.callvault.serve;

import java.util.List;

/** The health of the process. Called for every request, from any thread; returns quickly. */
public interface Health {
    /** Whether the process works; an unavailable provider or database does not change that. */
    boolean isAlive();

    /** Whether archiving works, by one look: whoever asks has a time limit. */
    Condition condition();

    /**
     * Whether archiving works.
     *
     * @param unready why it does not, one sentence per reason; empty when every stream succeeded recently
     * @param concerns what needs attention although it works, one sentence each
     */
    record Condition(List<String> unready, List<String> concerns) {}
}
