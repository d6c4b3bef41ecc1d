package dev.callvault.serve;

import java.util.List;

/** The health of the process. Called for every request, from any thread; returns quickly. */
public interface Health {
    /** Whether the process works; an unavailable provider or database does not change that. */
    boolean isAlive();

    /** Why archiving does not work, one sentence per reason; empty when every stream succeeded recently. */
    List<String> unready();

    /** What needs attention although archiving works, one sentence each. */
    List<String> concerns();
}
