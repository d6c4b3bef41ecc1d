package dev.callvault.cli.progress;

import dev.callvault.report.HumanFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a part of the work stands, and how that looks.
 *
 * @param noun what is counted; empty if nothing is
 * @param all empty if it is not known
 * @param rate how many a second lately; empty if none
 * @param since for how long the part has been worked at
 */
record Standing(String what, String noun, long done, OptionalLong all, Optional<Double> rate, Duration since) {
    private static final int COLUMNS = 79;
    private static final int SHORTEST_BAR = 8;
    private static final int LONGEST_BAR = 24;
    private static final double SLOW = 10;

    /** One line for people. */
    String line() {
        if (all.isPresent()) {
            return what + ": " + share() + " (" + percent() + "%)" + speed() + left();
        }
        return what + ": " + count() + speed() + time(since) + " so far";
    }

    /**
     * One line of at most 79 columns, with a bar if it is known how much is left.
     *
     * @param full what stands for the part that is done
     * @param empty what stands for the part that is left
     */
    String bar(char full, char empty) {
        if (all.isEmpty()) {
            return cut(line());
        }
        String numbers = " " + percent() + "%  " + share() + speed() + left();
        int width = Math.min(LONGEST_BAR, COLUMNS - what.length() - 1 - numbers.length());
        if (width < SHORTEST_BAR) {
            return cut(line());
        }
        int filled = (int) (width * done / all.getAsLong());
        return what + " " + String.valueOf(full).repeat(filled)
                + String.valueOf(empty).repeat(width - filled) + numbers;
    }

    private static String cut(String line) {
        return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 1) + "…";
    }

    private String count() {
        return noun.isEmpty() ? "" : HumanFormat.count(done, noun);
    }

    private String share() {
        return HumanFormat.count(done) + " of " + HumanFormat.count(all.getAsLong());
    }

    private long percent() {
        return 100 * done / all.getAsLong();
    }

    private String speed() {
        return rate.filter(it -> !noun.isEmpty()).map(it -> ", " + perTime(it)).orElse("");
    }

    /** What takes longer than a second each is counted by the minute. */
    private static String perTime(double rate) {
        if (rate < 1) {
            return HumanFormat.count(Math.max(1, Math.round(rate * 60))) + "/min";
        }
        return rate < SLOW ? String.format(Locale.ROOT, "%.1f/s", rate) : HumanFormat.count(Math.round(rate)) + "/s";
    }

    private String left() {
        return rate.map(it -> Duration.ofSeconds((long) Math.ceil((all.getAsLong() - done) / it)))
                .map(it -> ", " + HumanFormat.duration(it) + " left")
                .orElse("");
    }

    private String time(Duration length) {
        return (noun.isEmpty() ? "" : ", ") + HumanFormat.duration(length);
    }
}
