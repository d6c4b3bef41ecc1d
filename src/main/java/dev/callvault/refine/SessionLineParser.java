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

/** Reads lines of the session log. Immutable. */
final class SessionLineParser {
    private static final Set<String> CALLS = Set.of("inbound", "outbound", "transfer");
    private static final String LOCAL = "local";

    private final PlumTime time;

    SessionLineParser(PlumTime time) {
        this.time = time;
    }

    SessionLine parse(LineKey key, RawLine raw) {
        return Columns.of(raw.text())
                .flatMap(columns -> known(key, raw, columns))
                .orElseGet(() -> unknown(key, raw));
    }

    private Optional<SessionLine> known(LineKey key, RawLine raw, Columns columns) {
        if (CALLS.contains(columns.kind())) {
            return Times.of(columns.rest())
                    .map(times -> line(key, raw, columns, times.start(), times.end(), times.length(), true));
        }
        if (columns.kind().equals(LOCAL)) {
            return Optional.of(line(key, raw, columns, wallClock(columns), null, null, true));
        }
        return Optional.of(line(key, raw, columns, wallClock(columns), null, null, false));
    }

    /** What is not a call has no epochs of its own. */
    private @Nullable Instant wallClock(Columns columns) {
        return time.read(columns.wallClock(), columns.sessionId(), session -> List.of())
                .map(PlumTime.Reading::instant)
                .orElse(null);
    }

    private static SessionLine line(
            LineKey key,
            RawLine raw,
            Columns columns,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable Duration length,
            boolean parsed) {
        return new SessionLine(
                key,
                columns.kind(),
                columns.ani(),
                columns.channel(),
                columns.dnis(),
                columns.sessionId(),
                start,
                end,
                length,
                parsed,
                raw);
    }

    private static SessionLine unknown(LineKey key, RawLine raw) {
        String kind = Texts.atFirstSpace(raw.text().strip()).first();
        return new SessionLine(key, kind, null, null, null, null, null, null, null, false, raw);
    }

    /** The end of a call's line: {@code callStart callEnd callLength}, the length in h:mm:ss with any number of hours. */
    private record Times(Instant start, Instant end, Duration length) {
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
