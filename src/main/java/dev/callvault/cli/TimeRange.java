package dev.callvault.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A range of time as people write it: dates and times of day are in the reporting zone. */
final class TimeRange {
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

    Optional<Instant> from(ZoneId zone) {
        return instant("--from", from, zone);
    }

    Optional<Instant> to(ZoneId zone) {
        return instant("--to", to, zone);
    }

    private Optional<Instant> instant(String option, @Nullable String text, ZoneId zone) {
        if (text == null) {
            return Optional.empty();
        }
        List<Function<String, Instant>> readings = List.of(
                it -> LocalDate.parse(it).atStartOfDay(zone).toInstant(),
                it -> LocalDateTime.parse(it).atZone(zone).toInstant(),
                it -> OffsetDateTime.parse(it).toInstant());
        for (Function<String, Instant> reading : readings) {
            Optional<Instant> instant = read(reading, text);
            if (instant.isPresent()) {
                return instant;
            }
        }
        throw new ParameterException(
                command.commandLine(),
                option + ": '" + text + "' is not a time such as 2026-11-01, 2026-11-01T08:30 or 2026-11-01T12:30:00Z");
    }

    private static Optional<Instant> read(Function<String, Instant> reading, String text) {
        try {
            return Optional.of(reading.apply(text));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}
