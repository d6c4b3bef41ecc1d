package dev.callvault.imports;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.RawLine;
import dev.callvault.refine.LineNumbers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Is told what a file holds, in its order. Nothing of it is redacted yet. */
interface Findings {
    /** Whether logs are wanted; if not, their contents need not be read. */
    boolean wantsLogs();

    void calls(List<CallSummary> calls);

    /** Session lines of a list whose lines are numbered together. */
    void sessions(List<RawLine> lines, LineNumbers numbers);

    /** Error lines of a list whose lines are numbered together. */
    void errors(List<RawLine> lines, LineNumbers numbers);

    /** A log. If none is wanted, it is enough to say that there is one, by {@link #anyLog}. */
    void log(FoundLog log);

    /** The file holds at least one log. */
    void anyLog();

    /** Something of an export holds no record, such as a row of figures. */
    void leftOut();

    /** A row of an export belongs to another account. */
    void ofAnotherAccount();

    /**
     * Something cannot be read.
     *
     * @param line where it begins, from 1; 0 for the file as a whole
     * @param isOfLog whether it is, or may be, a log
     */
    void unreadable(long line, String reason, boolean isOfLog);

    /**
     * A log and what its file says of its call.
     *
     * @param startedAt when the call started
     * @param call all that an answer tells of it; it names no session
     */
    record FoundLog(LogId logId, Optional<Instant> startedAt, Optional<CallSummary> call, CallBody body) {}
}
