package dev.callvault.store.backup;

import java.time.Instant;

/**
 * What an archive says of itself once it is moved to another database, or while it is.
 *
 * @param token the same for a move that is continued
 * @param to where it is moved to, without any login
 * @param by who moves it
 */
public record MoveMark(Stage stage, String token, String to, Instant at, String by) {
    /** How far the move is. */
    public enum Stage {
        /** Being copied, or interrupted. */
        MOVING,
        /** Nothing is archived here any more. */
        MOVED
    }

    public boolean isMoved() {
        return stage == Stage.MOVED;
    }

    /** The same move at its end. */
    public MoveMark ended() {
        return new MoveMark(Stage.MOVED, token, to, at, by);
    }
}
