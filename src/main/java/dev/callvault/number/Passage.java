package dev.callvault.number;

/**
 * A part of a text.
 *
 * @param begin the index of its first character
 * @param end the index behind its last one
 */
public record Passage(int begin, int end) {
    public Passage {
        if (begin < 0 || end <= begin) {
            throw new IllegalArgumentException("no passage: " + begin + " to " + end);
        }
    }
}
