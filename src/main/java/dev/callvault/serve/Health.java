package dev.callvault.serve;

/** How the process is. Asked at every request, by any thread; quick. */
public interface Health {
    /** Whether the process works; a provider or a database that is away does not make it dead. */
    boolean isAlive();
}
