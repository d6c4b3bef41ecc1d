package dev.callvault.config.read;

import java.util.Optional;

/** Finds the name that was probably meant, by counting the letters to change, add or drop. */
final class Nearest {
    private Nearest() {}

    /** The nearest known name, when it is near enough to be a slip: a third of its letters at most. */
    static Optional<String> to(String name, Iterable<String> known) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least && distance <= Math.max(1, candidate.length() / 3)) {
                best = candidate;
                least = distance;
            }
        }
        return Optional.of(best).filter(it -> !it.isEmpty());
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row = nextRow(row, i, from.charAt(i - 1), to);
        }
        return row[to.length()];
    }

    private static int[] nextRow(int[] above, int number, char letter, String to) {
        int[] row = new int[above.length];
        row[0] = number;
        for (int j = 1; j < row.length; j++) {
            int change = above[j - 1] + (to.charAt(j - 1) == letter ? 0 : 1);
            row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
        }
        return row;
    }
}
