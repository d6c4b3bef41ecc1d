package dev.callvault.refine;

import dev.callvault.call.LineKey;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses lines of the session log. A line of an unknown kind in the same form keeps its columns and is flagged.
 * Immutable.
 */
final class SessionLineParser {
    private static final Set<String> CALLS = Set.of("inbound", "outbound", "transfer");
    private static final String LOCAL = "local";

    private final PlumTime time;

    SessionLineParser(PlumTime time) {
        this.time = time;
    }

    SessionLine parse(LineKey key, RawLine raw) {
        return LineColumns.of(raw.text())
                .flatMap(columns -> known(key, raw, columns))
                .orElseGet(() -> unknown(key, raw));
    }

    private Optional<SessionLine> known(LineKey key, RawLine raw, LineColumns columns) {
        if (columns.kind().equals(LOCAL)) {
            return wallClock(columns).map(start -> line(key, raw, columns, new Times(start, null, null), true));
        }
        Optional<Times> times = Times.of(columns.rest());
        return CALLS.contains(columns.kind())
                ? times.map(it -> line(key, raw, columns, it, true))
                : Optional.of(line(key, raw, columns, times.orElse(Times.UNKNOWN), false));
    }

    /** A local line has no epoch seconds. */
    private Optional<Instant> wallClock(LineColumns columns) {
        return time.read(columns.wallClock(), columns.sessionId(), session -> List.of())
                .map(PlumTime.Reading::instant);
    }

    private static SessionLine line(LineKey key, RawLine raw, LineColumns columns, Times times, boolean parsed) {
        return new SessionLine(
                key,
                columns.kind(),
                columns.ani(),
                columns.channel(),
                columns.dnis(),
                columns.sessionId(),
                times.start(),
                times.end(),
                times.length(),
                parsed,
                raw);
    }

    private static SessionLine unknown(LineKey key, RawLine raw) {
        String kind = Texts.atFirstSpace(raw.text().strip()).first();
        return new SessionLine(key, kind, null, null, null, null, null, null, null, false, raw);
    }

    /**
     * The end of a call's line: {@code callStart callEnd callLength}, with the length as h:mm:ss and any number of
     * hours.
     */
    private record Times(
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable Duration length) {
        static final Times UNKNOWN = new Times(null, null, null);

        static Optional<Times> of(String rest) {
            String[] words = rest.strip().split(" +", 4);
            if (words.length != 3) {
                return Optional.empty();
            }
            return PlumTime.epoch(words[0])
                    .flatMap(start -> PlumTime.epoch(words[1])
                            .flatMap(end -> length(words[2]).map(length -> new Times(start, end, length))));
        }

        private static Optional<Duration> length(String text) {
            String[] parts = text.split(":", 4);
            if (parts.length != 3) {
                return Optional.empty();
            }
            return Texts.number(parts[0])
                    .flatMap(hours -> Texts.number(parts[1])
                            .flatMap(minutes -> Texts.number(parts[2])
                                    .filter(seconds -> minutes < 60 && seconds < 60)
                                    .map(seconds -> Duration.ofHours(hours)
                                            .plusMinutes(minutes)
                                            .plusSeconds(seconds))));
        }
    }
}
