package dev.callvault.refine;

import dev.callvault.call.ErrorLine;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.SessionLine;
import dev.callvault.call.TimeWindow;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

public final class Lines {
    public Lines(ZoneId zone) {
        java.util.Objects.requireNonNull(zone);
    }

    public List<SessionLine> sessions(List<RawLine> lines) {
        return List.of();
    }

    public List<ErrorLine> errors(List<RawLine> lines, Function<SessionId, List<TimeWindow>> sessionTimes) {
        return List.of();
    }
}
