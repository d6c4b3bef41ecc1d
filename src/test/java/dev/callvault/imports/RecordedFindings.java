package dev.callvault.imports;

import dev.callvault.call.CallSummary;
import dev.callvault.call.RawLine;
import dev.callvault.refine.LineNumbers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a file holds, a line each. */
final class RecordedFindings implements Findings {
    private static final int LONG = 200;

    private final boolean wantsLogs;
    private final List<String> found = new ArrayList<>();

    RecordedFindings(boolean wantsLogs) {
        this.wantsLogs = wantsLogs;
    }

    List<String> found() {
        return found;
    }

    @Override
    public boolean wantsLogs() {
        return wantsLogs;
    }

    @Override
    public void calls(List<CallSummary> calls) {
        calls.forEach(it -> found.add("call " + it.logId() + " " + it.direction() + " " + it.src() + ">" + it.dest()
                + " " + it.startedAt().getEpochSecond() + " " + it.sessionId().value()));
    }

    @Override
    public void sessions(List<RawLine> lines, LineNumbers numbers) {
        lines.forEach(it -> found.add("session " + it.text()));
    }

    @Override
    public void errors(List<RawLine> lines, LineNumbers numbers) {
        lines.forEach(it -> found.add("error " + it.text()));
    }

    @Override
    public void log(FoundLog log) {
        byte[] bytes = log.body().content().bytes();
        String text = bytes.length > LONG ? bytes.length + " bytes" : new String(bytes, StandardCharsets.UTF_8);
        found.add("log " + log.logId()
                + log.startedAt().map(it -> " at " + it.getEpochSecond()).orElse("")
                + log.call().map(it -> " " + it.src() + ">" + it.dest()).orElse("") + ": " + text);
    }

    @Override
    public void anyLog() {
        found.add("a log");
    }

    @Override
    public void leftOut() {
        found.add("left out");
    }

    @Override
    public void ofAnotherAccount() {
        found.add("of another account");
    }

    @Override
    public void unreadable(long line, String reason, boolean isOfLog) {
        found.add(line + ": " + reason);
    }
}
