package dev.callvault.imports;

import dev.callvault.call.CallSummary;
import dev.callvault.call.RawLine;
import dev.callvault.refine.LineNumbers;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.Fate;
import dev.callvault.store.imports.ImportStore.Added;
import dev.callvault.store.imports.ImportedFile;
import dev.callvault.store.imports.OfferedLog;
import dev.callvault.store.imports.OfferedLog.Outcome;
import dev.callvault.store.listing.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores the logs that files hold, several at a time, once the lists with their calls are stored. */
final class LogPass implements Findings {
    private static final int MOST_LOGS = 200;
    private static final long MOST_BYTES = 4L << 20;

    private final Import all;
    private final List<Waiting> waiting = new ArrayList<>();
    private long bytes;
    private Path path = Path.of("");
    private ImportedFile file = ImportedFile.of("");

    LogPass(Import all) {
        this.all = all;
    }

    /** A log that is to be stored with others. */
    private record Waiting(Path path, OfferedLog log, Optional<CallSummary> call) {
        Waiting in(ImportedFile file) {
            return new Waiting(path, new OfferedLog(file, log.logId(), log.startedAt(), log.body()), call);
        }
    }

    /** From now on, the logs are of this file. */
    void begin(Path next) {
        path = next;
        file = ImportedFile.of(FileNames.kept(next, all.parts().redactor()));
    }

    /** The file is read; its hash comes with its logs, unless some of them are stored already. */
    void end(Optional<String> sha256) {
        if (sha256.isEmpty()) {
            return;
        }
        if (file.id().isPresent()) {
            flush();
            all.parts().store().complete(file.hashed(sha256.get()));
        } else {
            waiting.replaceAll(
                    it -> it.path().equals(path) ? it.in(it.log().file().hashed(sha256.get())) : it);
        }
    }

    @Override
    public boolean wantsLogs() {
        return true;
    }

    @Override
    public void log(FoundLog log) {
        OfferedLog offered = new OfferedLog(
                file, log.logId(), log.startedAt(), all.parts().redactor().body(log.body()));
        waiting.add(new Waiting(path, offered, log.call().map(all.parts().redactor()::call)));
        bytes += offered.body().content().length();
        if (waiting.size() >= MOST_LOGS || bytes >= MOST_BYTES) {
            flush();
        }
    }

    /** Stores what waits. */
    void flush() {
        List<Waiting> some = List.copyOf(waiting);
        waiting.clear();
        bytes = 0;
        List<Outcome> outcomes = add(some);
        for (int i = 0; i < some.size(); i++) {
            Waiting log = some.get(i);
            boolean isUnknown = outcomes.get(i).fate() == Fate.UNKNOWN;
            Outcome outcome = isUnknown ? addWithCall(log, outcomes.get(i)) : outcomes.get(i);
            settle(log, outcome);
        }
    }

    private List<Outcome> add(List<Waiting> logs) {
        return logs.isEmpty()
                ? List.of()
                : all.parts()
                        .store()
                        .addLogs(
                                all.account().id(),
                                logs.stream().map(Waiting::log).toList(),
                                all.terms());
    }

    /** No list has the call; an answer says nearly all of it. */
    private Outcome addWithCall(Waiting log, Outcome unknown) {
        if (all.terms().isTrial() && all.keys().contains(log.log().logId().value())) {
            return new Outcome(unknown.file(), Fate.NEW);
        }
        for (Map.Entry<Fate, KeySet> left : all.left().entrySet()) {
            if (left.getValue().contains(log.log().logId().value())) {
                return new Outcome(unknown.file(), left.getKey());
            }
        }
        if (log.call().isEmpty()) {
            return unknown;
        }
        CallSummary call = log.call().get();
        Added added = all.parts()
                .store()
                .add(all.account().id(), log.log().file(), new Rows.Calls(List.of(call)), all.terms());
        Fate fate = added.fates().getFirst();
        all.count(RecordKind.CALLS, fate, call.logId().value());
        if (fate != Fate.NEW) {
            return new Outcome(added.file(), fate);
        }
        return all.terms().isTrial()
                ? new Outcome(added.file(), Fate.NEW)
                : add(List.of(log.in(added.file()))).getFirst();
    }

    private void settle(Waiting log, Outcome outcome) {
        String id = "log " + log.log().logId();
        switch (outcome.fate()) {
            case UNKNOWN ->
                all.unreadable(
                        log.path().toString(),
                        0,
                        id
                                + ": its call is neither in the archive nor in these files; bring the list of calls along, too");
            case OF_ANOTHER_CALL ->
                all.unreadable(log.path().toString(), 0, id + ": the archive has another call of that number");
            case NEW, THERE, ERASED, TOO_OLD ->
                all.count(RecordKind.BODIES, outcome.fate(), ~log.log().logId().value());
        }
        if (log.path().equals(path) && outcome.file().id().isPresent()) {
            file = outcome.file();
        }
    }

    @Override
    public void calls(List<CallSummary> calls) {}

    @Override
    public void sessions(List<RawLine> lines, LineNumbers numbers) {}

    @Override
    public void errors(List<RawLine> lines, LineNumbers numbers) {}

    @Override
    public void anyLog() {}

    @Override
    public void leftOut() {}

    @Override
    public void ofAnotherAccount() {}

    @Override
    public void unreadable(long line, String reason, boolean isOfLog) {
        if (isOfLog) {
            all.unreadable(path.toString(), line, reason);
        }
    }
}
