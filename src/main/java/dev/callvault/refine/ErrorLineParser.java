package dev.callvault.refine;

import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Parses lines of the error log. A line of another kind in the same form keeps its columns and is flagged. Immutable.
 */
final class ErrorLineParser {
    private static final String ERROR = "error";

    private final PlumTime time;

    ErrorLineParser(PlumTime time) {
        this.time = time;
    }

    ErrorLine parse(LineKey key, RawLine raw, Function<SessionId, List<TimeWindow>> sessionTimes) {
        return LineColumns.of(raw.text())
                .flatMap(columns -> known(key, raw, columns, sessionTimes))
                .orElseGet(() -> new ErrorLine(key, null, null, null, null, null, null, false, false, raw));
    }

    private Optional<ErrorLine> known(
            LineKey key, RawLine raw, LineColumns columns, Function<SessionId, List<TimeWindow>> sessionTimes) {
        return time.read(columns.wallClock(), columns.sessionId(), sessionTimes)
                .map(reading -> new ErrorLine(
                        key,
                        reading.instant(),
                        columns.ani(),
                        columns.channel(),
                        columns.dnis(),
                        columns.sessionId(),
                        columns.rest(),
                        columns.kind().equals(ERROR),
                        reading.ambiguous(),
                        raw));
    }
}
