package dev.callvault.refine;

import dev.callvault.call.ErrorLine;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.SessionLine;
import dev.callvault.call.TimeWindow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Parses one account's session and error lines. No line is ever dropped: unreadable ones are kept raw and flagged.
 * Immutable and safe for use by many threads.
 */
public final class Lines {
    private final Supplier<ZoneId> zone;

    /** @param zone the time zone of the wall clock in the account's lines */
    public Lines(ZoneId zone) {
        this(() -> zone);
    }

    /** @param zone supplies the zone in force when a listing is refined; called by any thread */
    public Lines(Supplier<ZoneId> zone) {
        this.zone = zone;
    }

    /** Refines the session lines of one listing; identical lines are numbered in the order of the list. */
    public List<SessionLine> sessions(List<RawLine> lines) {
        return sessions(lines, new LineNumbers());
    }

    /** The same for a part of a longer list, whose lines are numbered together. */
    public List<SessionLine> sessions(List<RawLine> lines, LineNumbers numbering) {
        SessionLineParser sessions = new SessionLineParser(new PlumTime(zone.get()));
        List<SessionLine> refined = new ArrayList<>(lines.size());
        lines.forEach(it -> refined.add(sessions.parse(numbering.key(it), it)));
        return refined;
    }

    /**
     * Refines the error lines of one listing; identical lines are numbered in the order of the list.
     *
     * @param sessionTimes when a session's calls ran, as far as known; used only for errors in the hour that a clock
     *     change repeats
     */
    public List<ErrorLine> errors(List<RawLine> lines, Function<SessionId, List<TimeWindow>> sessionTimes) {
        return errors(lines, sessionTimes, new LineNumbers());
    }

    /** The same for a part of a longer list, whose lines are numbered together. */
    public List<ErrorLine> errors(
            List<RawLine> lines, Function<SessionId, List<TimeWindow>> sessionTimes, LineNumbers numbering) {
        ErrorLineParser errors = new ErrorLineParser(new PlumTime(zone.get()));
        List<ErrorLine> refined = new ArrayList<>(lines.size());
        lines.forEach(it -> refined.add(errors.parse(numbering.key(it), it, sessionTimes)));
        return refined;
    }

    /** What identifies a line when it is listed again: its text without the printed offset. */
    public static String identity(RawLine line) {
        return Brackets.withoutOffset(line.text());
    }
}
