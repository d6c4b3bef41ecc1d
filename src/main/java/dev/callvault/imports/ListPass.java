package dev.callvault.imports;

import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LineKey;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionLine;
import dev.callvault.refine.LineNumbers;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.ImportStore.Added;
import dev.callvault.store.imports.ImportedFile;
import dev.callvault.store.listing.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Stores the lists that one file holds. */
final class ListPass implements Findings {
    private static final int PART = 2000;

    private final Import all;
    private final Path path;
    private ImportedFile file;
    private boolean hasLogs;
    private boolean isUnreadable;

    ListPass(Import all, Path path) {
        this.all = all;
        this.path = path;
        this.file = ImportedFile.of(FileNames.kept(path, all.parts().redactor()));
    }

    boolean hasLogs() {
        return hasLogs;
    }

    boolean isUnreadable() {
        return isUnreadable;
    }

    void end(Optional<String> sha256) {
        if (!all.terms().isTrial() && file.id().isPresent() && sha256.isPresent()) {
            all.parts().store().complete(file.hashed(sha256.get()));
        }
    }

    @Override
    public boolean wantsLogs() {
        return false;
    }

    @Override
    public void calls(List<CallSummary> calls) {
        List<CallSummary> redacted =
                calls.stream().map(all.parts().redactor()::call).toList();
        parts(
                redacted,
                part -> add(
                        part,
                        new Rows.Calls(part),
                        RecordKind.CALLS,
                        it -> it.logId().value()));
    }

    @Override
    public void sessions(List<RawLine> lines, LineNumbers numbers) {
        parts(redacted(lines), part -> {
            List<SessionLine> refined = all.parts().lines().sessions(part, numbers);
            add(refined, new Rows.Sessions(refined), RecordKind.SESSIONS, it -> key(it.key(), 1));
        });
    }

    @Override
    public void errors(List<RawLine> lines, LineNumbers numbers) {
        parts(redacted(lines), part -> {
            List<ErrorLine> refined = all.parts()
                    .lines()
                    .errors(
                            part,
                            session ->
                                    all.parts().sessionTimes().of(all.account().id(), session),
                            numbers);
            add(refined, new Rows.Errors(refined), RecordKind.ERRORS, it -> key(it.key(), 2));
        });
    }

    private List<RawLine> redacted(List<RawLine> lines) {
        return lines.stream().map(all.parts().redactor()::line).toList();
    }

    private static <T> void parts(List<T> rows, Consumer<List<T>> part) {
        for (int from = 0; from < rows.size(); from += PART) {
            part.accept(rows.subList(from, Math.min(rows.size(), from + PART)));
        }
    }

    private <T> void add(List<T> list, Rows rows, RecordKind kind, ToLongFunction<T> key) {
        Added added = all.parts().store().add(all.account().id(), file, rows, all.terms());
        file = added.file();
        for (int i = 0; i < list.size(); i++) {
            all.count(kind, added.fates().get(i), key.applyAsLong(list.get(i)));
        }
    }

    /** Enough of a line's hash to tell it from all others. */
    private static long key(LineKey line, int kind) {
        return Long.parseUnsignedLong(line.hash(), 0, 16, 16) + 31L * line.occurrence() + kind;
    }

    @Override
    public void log(FoundLog log) {
        hasLogs = true;
    }

    @Override
    public void anyLog() {
        hasLogs = true;
    }

    @Override
    public void leftOut() {
        all.report().oneLeftOut();
    }

    @Override
    public void ofAnotherAccount() {
        all.report().oneOfOthers();
    }

    @Override
    public void unreadable(long line, String reason, boolean isOfLog) {
        if (!isOfLog) {
            isUnreadable = true;
            all.unreadable(path.toString(), line, reason);
        }
    }
}
