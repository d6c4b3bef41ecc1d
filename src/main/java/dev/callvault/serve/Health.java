package dev.callvault.serve;

import java.util.List;

/** How the process is. Asked at every request, by any thread; quick. */
public interface Health {
    /** Whether the process works; a provider or a database that is away does not make it dead. */
    boolean isAlive();

    /** Why archiving does not go well, a sentence each; empty when there was a proven success lately. */
    List<String> unready();
}
