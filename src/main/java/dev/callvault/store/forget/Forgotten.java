package dev.callvault.store.forget;

/**
 * How many records went.
 *
 * @param months whole months of bodies, dropped at once; their bodies are not in {@code bodies}
 * @param held records that would have gone, but for a hold; of an erasure, sessions
 */
public record Forgotten(long calls, long bodies, long sessions, long errors, int months, long held) {
    public boolean isNothing() {
        return calls + bodies + sessions + errors + months == 0;
    }
}
