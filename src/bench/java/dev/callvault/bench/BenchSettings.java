package dev.callvault.bench;

import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to measure.
 *
 * @param scale 1 for the published sizes; 0.1 measures a tenth, for a quick look
 * @param rounds of every figure, 1 or more
 * @param longRounds of the figures that take minutes a round
 * @param only the figures to measure; empty for all
 * @param database empty for an embedded PostgreSQL
 * @param home where the program and its launcher are
 */
record BenchSettings(
        double scale, int rounds, int longRounds, List<String> only, Optional<DatabaseSettings> database, Path home) {

    /** From the properties {@code bench.*} of the JVM; an empty one is none. */
    static BenchSettings fromProperties() {
        return new BenchSettings(
                Double.parseDouble(property("scale", "1")),
                Integer.parseInt(property("rounds", "5")),
                Integer.parseInt(property("long-rounds", "1")),
                property("only", "").isEmpty()
                        ? List.of()
                        : List.of(property("only", "").split(",", -1)),
                property("database.url", "").isEmpty()
                        ? Optional.empty()
                        : Optional.of(new DatabaseSettings(
                                property("database.url", ""),
                                property("database.username", "postgres"),
                                new Secret(property("database.password", "")))),
                Path.of("").toAbsolutePath());
    }

    private static String property(String name, String preset) {
        String value = System.getProperty("bench." + name, "");
        return value.isBlank() ? preset : value.strip();
    }

    /** A count of the published size, scaled. */
    long scaled(long count) {
        return Math.max(1, Math.round(count * scale));
    }

    boolean measures(String figure) {
        return only.isEmpty() || only.contains(figure);
    }
}
