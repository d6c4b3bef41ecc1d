package dev.callvault.bench;

import java.util.Locale;
import java.util.Map;

/**
 * A figure, measured.
 *
 * @param figure what it is the measure of
 * @param ratio what was compared, in words
 * @param samples one each round
 * @param goal what the median is to keep
 * @param absolute the sides' own values, by name and unit: they hold for this machine only
 */
record Measured(String figure, String ratio, Samples samples, Goal goal, Map<String, Samples> absolute) {
    boolean isMet() {
        return goal.isMet(samples.median());
    }

    /** A bound. */
    record Goal(boolean atLeast, double bound) {
        static Goal atLeast(double bound) {
            return new Goal(true, bound);
        }

        static Goal atMost(double bound) {
            return new Goal(false, bound);
        }

        boolean isMet(double value) {
            return atLeast ? value >= bound : value <= bound;
        }

        @Override
        public String toString() {
            return (atLeast ? "≥ " : "≤ ") + Numbers.text(bound);
        }
    }

    /** Numbers for people. */
    static final class Numbers {
        private Numbers() {}

        /** As many digits as say something. */
        static String text(double value) {
            if (Double.isNaN(value)) {
                return "failed";
            }
            if (Math.abs(value) >= 100) {
                return String.format(Locale.ROOT, "%,.0f", value);
            }
            String text = String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
            return text.replaceFirst("\\.?0+$", "");
        }
    }
}
