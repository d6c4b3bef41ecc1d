package dev.callvault.imports;

import dev.callvault.call.Account;
import dev.callvault.imports.Import.Parts;
import dev.callvault.imports.Import.Stopped;
import dev.callvault.progress.Progress;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.store.imports.Fate;
import dev.callvault.store.imports.ImportStore;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.listing.SessionTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Brings along the records of one account: in a first pass all lists, in a second the logs, since a log needs its call. It
 * can be stopped by an interrupt and repeated at any time; what is stored stays, and is not stored again.
 */
public final class ImportRun {
    private final Account account;
    private final String exportedAs;
    private final Parts parts;
    private final ImportTerms terms;
    private final Consumer<Unreadable> unreadable;
    private final ImportReport report = new ImportReport();
    private final KeySet keys = new KeySet();
    private final Map<Fate, KeySet> left = new EnumMap<>(Fate.class);
    private final BitSet withLogs = new BitSet();
    private final BitSet withFaults = new BitSet();

    /**
     * An import that has not begun.
     *
     * @param exportedAs the name of the account in exports
     * @param unreadable is told what cannot be read, by the thread that runs this
     */
    public ImportRun(
            Account account,
            String exportedAs,
            ArchiveParts archive,
            ImportTerms terms,
            Consumer<Unreadable> unreadable) {
        this.account = account;
        this.exportedAs = exportedAs;
        this.parts = new Parts(archive.store(), archive.sessionTimes(), new Lines(account.zone()), archive.redactor());
        this.terms = terms;
        this.unreadable = unreadable;
    }

    /** What an import needs of the archive. */
    public record ArchiveParts(ImportStore store, SessionTimes sessionTimes, Redactor redactor) {}

    /** Reads files, and folders with all that is in them. */
    public ImportReport run(List<Path> paths, Progress progress) {
        try {
            try (Progress.Part part = progress.begin("importing lists", "record")) {
                Import all = begin(part);
                each(paths, all, (index, file) -> list(all, index, file));
            }
            if (!withLogs.isEmpty()) {
                try (Progress.Part part = progress.begin("importing logs", "log")) {
                    Import all = begin(part);
                    LogPass logs = new LogPass(all);
                    each(
                            paths,
                            new FoundFiles(ImportRun::goesOn, (folder, failure) -> {}),
                            (index, file) -> logs(all, logs, index, file));
                    logs.flush();
                }
            }
        } catch (Stopped asked) {
            report.stopped();
        }
        if (!goesOn()) {
            report.stopped();
        }
        return report;
    }

    private Import begin(Progress.Part part) {
        return new Import(account, parts, terms, report, keys, left, unreadable, part);
    }

    /** Reads a file; in both passes, the files come in the same order. */
    private interface Visit {
        void file(int index, Path file);
    }

    private static void each(List<Path> paths, Import all, Visit visit) {
        each(
                paths,
                new FoundFiles(
                        ImportRun::goesOn,
                        (folder, failure) -> all.unreadable(folder.toString(), 0, cannotBeRead(failure))),
                visit);
    }

    private static void each(List<Path> paths, FoundFiles files, Visit visit) {
        AtomicInteger index = new AtomicInteger();
        files.each(paths, file -> visit.file(index.getAndIncrement(), file));
    }

    private static boolean goesOn() {
        return !Thread.currentThread().isInterrupted();
    }

    private void list(Import all, int index, Path path) {
        report.oneFile();
        ListPass pass = new ListPass(all, path);
        try {
            pass.end(new ArchivedFile(path, exportedAs, pass).read());
        } catch (IOException failure) {
            stopIfAsked();
            pass.unreadable(0, cannotBeRead(failure), false);
            withFaults.set(index);
        }
        withLogs.set(index, pass.hasLogs());
    }

    private void logs(Import all, LogPass logs, int index, Path path) {
        if (!withLogs.get(index)) {
            return;
        }
        logs.begin(path);
        try {
            logs.end(new ArchivedFile(path, exportedAs, logs).read());
        } catch (IOException failure) {
            stopIfAsked();
            if (!withFaults.get(index)) {
                all.unreadable(path.toString(), 0, cannotBeRead(failure));
            }
        }
    }

    /** An interrupt closes the file that is being read. */
    private static void stopIfAsked() {
        if (!goesOn()) {
            throw new Stopped();
        }
    }

    private static String cannotBeRead(IOException failure) {
        String what = failure.getClass().getSimpleName().replaceAll("(IO)?Exception$", "");
        return "cannot be read: " + (what.isEmpty() ? "" : what + " ") + failure.getMessage();
    }
}
