package dev.callvault.cli.output;

import dev.callvault.report.TypedTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A range of time as people write it: dates and times of day are in the reporting zone. */
public final class TimeRange {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Start of the time range: 2026-11-01, 2026-11-01T08:30 (reporting zone)"
                    + " or 2026-11-01T12:30:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End of the time range, exclusive; written like --from.")
    private @Nullable String to;

    /** From a time on, and before another. */
    public record Bounds(Optional<Instant> from, Optional<Instant> to) {}

    /**
     * The range, with its days in this zone.
     *
     * @throws ParameterException when a bound is no time, or the range is empty
     */
    public Bounds in(ZoneId zone) {
        Bounds bounds = new Bounds(instant("--from", from, zone), instant("--to", to, zone));
        boolean isEmpty = bounds.from()
                .flatMap(start -> bounds.to().map(end -> !start.isBefore(end)))
                .orElse(false);
        if (isEmpty) {
            throw new ParameterException(
                    command.commandLine(), "--from " + from + " is not before --to " + to + ", which is exclusive");
        }
        return bounds;
    }

    /**
     * Another option's time, written like the bounds.
     *
     * @throws ParameterException when it is no time
     */
    public Optional<Instant> instant(String option, @Nullable String text, ZoneId zone) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(TypedTime.read(text, zone)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        option + ": '" + text
                                + "' is no time such as 2026-11-01, 2026-11-01T08:30 or 2026-11-01T12:30:00Z")));
    }
}
