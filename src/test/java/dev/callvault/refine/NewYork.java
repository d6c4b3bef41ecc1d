package dev.callvault.refine;

import dev.callvault.call.ErrorLine;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionLine;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Reads lines as those of an account in New York, the provider's own zone. */
final class NewYork {
    static final Lines LINES = new Lines(ZoneId.of("America/New_York"));

    private NewYork() {}

    static SessionLine session(String line) {
        return sessions(line).getFirst();
    }

    static List<SessionLine> sessions(String... lines) {
        return LINES.sessions(Stream.of(lines).map(RawLine::received).toList());
    }

    static ErrorLine error(String line) {
        return errors(line).getFirst();
    }

    static List<ErrorLine> errors(String... lines) {
        return LINES.errors(Stream.of(lines).map(RawLine::received).toList(), session -> List.of());
    }
}
